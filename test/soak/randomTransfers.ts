/**
 * Sends, pauses, cancels, cuts and retries files at random, over TCP and Unix sockets, and checks that every file that arrives is one that
 * was sent.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SocketError } from '../../src/core/socketError.ts';
import { hasEnded, type TransferSnapshot } from '../../src/core/transfer/transferSnapshot.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { sha256Of } from '../support/sha256Of.ts';
import type { Dice } from './dice.ts';

/** Small files are sent at once, larger ones can be resumed, and the last is hashed by a thread. */
const sizes = [0, 1, 1000, 70_000, 1_000_000, 6_000_000];
/** Clients of each server. */
const clients = 2;
/** Every cancelled transfer must have ended after this long. */
const endingMs = 20_000;
/** Number of received files checked at the end: the last ones by name. */
const maxReceived = 100;

/** A sending endpoint, and the server that it sends to. */
interface Sender {
  readonly id: string;
  readonly mode: 'raw' | 'framed';
  readonly server: string;
}

export class RandomTransfers {
  readonly done = { sent: 0, received: 0 };
  readonly #engine: Engine;
  readonly #dice: Dice;
  readonly #folder: string;
  readonly #sent: Uint8Array[] = [];
  readonly #paths: string[] = [];
  readonly #servers: string[] = [];
  readonly #senders: Sender[] = [];

  constructor(engine: Engine, dice: Dice, folder: string) {
    this.#engine = engine;
    this.#dice = dice;
    this.#folder = join(folder, 'files');
  }

  async open(): Promise<void> {
    await mkdir(join(this.#folder, 'out'), { recursive: true });
    for (const size of sizes) {
      const bytes = this.#dice.bytes(Math.min(size, 100_000));
      const whole = Buffer.concat(Array.from({ length: Math.ceil(size / 100_000) }, () => bytes)).subarray(0, size);
      const path = join(this.#folder, 'out', `${size}.bin`);
      await writeFile(path, whole);
      this.#paths.push(path);
      this.#sent.push(whole);
    }
    for (const mode of ['raw', 'framed'] as const) {
      const unix = `unix:${join(this.#folder, `${mode}.sock`)}`;
      // Node can't open Unix sockets on Windows.
      for (const listen of process.platform === 'win32' ? [':0'] : [':0', unix]) {
        const server = `${mode} files ${listen === unix ? 'unix' : 'tcp'}`;
        const files = { mode, directory: join(this.#folder, server), name: '{n}' };
        const { address } = await this.#engine.open(server, { kind: 'tcp-server', address: listen, files });
        this.#servers.push(server);
        for (let at = 0; at < clients; at++)
          await this.#openSender({ id: `to ${server} ${at}`, mode, server }, address);
      }
    }
  }

  /** Does one thing. It may be refused, but only with the errors that the API documents. */
  async act(): Promise<void> {
    const sender = this.#dice.pick(this.#senders) ?? assert.fail();
    try {
      await this.#dice.pick(this.#actions(sender))?.();
    } catch (error) {
      if (!(error instanceof SocketError)) throw error;
    }
  }

  /** Checks what was received. */
  async check(): Promise<void> {
    const received = (await this.#all()).filter(({ direction, state }) => direction === 'in' && state === 'done');
    for (const { endpoint, path = '', sha256 = '', bytes } of received) {
      assert.ok(this.#isWhatWasSent(endpoint, bytes, sha256), `${path} (${bytes} bytes) isn’t what was sent`);
      this.done.received++;
    }
    this.done.sent += (await this.#all()).filter(
      ({ direction, state }) => direction === 'out' && state === 'done',
    ).length;
    for (const id of this.#endpoints()) await this.#engine.clearTransfers(id);
  }

  /** Cancels everything in progress and checks the files on disk. */
  async end(): Promise<void> {
    const current = (await this.#all()).filter(transfer => !hasEnded(transfer));
    for (const { id } of current) await this.#engine.cancelTransfer(id);
    const ended = Promise.all(current.map(({ id }) => this.#engine.transferEnded(id)));
    const late = AbortSignal.timeout(endingMs);
    await Promise.race([
      ended,
      once(late, 'abort').then(async () => {
        const stuck = (await this.#all()).filter(transfer => !hasEnded(transfer));
        throw new Error(`never ended: ${JSON.stringify(stuck)}`);
      }),
    ]);
    await this.check();
    for (const server of this.#servers) {
      const directory = join(this.#folder, server);
      const names = await readdir(directory).catch(() => []);
      for (const name of names.filter(one => !one.endsWith('.part')).slice(-maxReceived)) {
        const bytes = await readFile(join(directory, name));
        assert.ok(this.#isWhatWasSent(server, bytes.length, sha256Of(bytes)), `${server}/${name} isn’t what was sent`);
      }
    }
  }

  #actions({ id, mode, server }: Sender): (() => Promise<unknown>)[] {
    const engine = this.#engine;
    const dice = this.#dice;
    const someId = async () => dice.pick(await this.#all())?.id ?? 'none';
    return [
      ...Array.from({ length: 6 }, () => () => this.#send(id, mode)),
      async () => engine.pauseTransfer(await someId()),
      async () => engine.resumeTransfer(await someId()),
      async () => engine.resumeTransfer(await someId()),
      async () => engine.cancelTransfer(await someId()),
      ...Array.from({ length: 3 }, () => () => this.#retry()),
      async () => engine.send(id, dice.bytes(0)),
      async () => dice.oneIn(3) && (await engine.reset(id)),
      async () => dice.oneIn(3) && (await engine.reset(server, dice.pick(await engine.peers(server, 0, 10))?.id)),
      async () => dice.oneIn(3) && (await engine.disconnect(id, (await engine.peers(id, 0, 1))[0]?.id ?? 'none')),
      async () => dice.oneIn(5) && (await engine.end(id)),
      async () => dice.oneIn(5) && (await engine.reopen(id)),
      async () => dice.oneIn(10) && this.check(),
    ];
  }

  /** Sends only one raw file per connection, so that what arrives is a single file. */
  async #send(id: string, mode: 'raw' | 'framed'): Promise<void> {
    const [current] = await this.#engine.peers(id, 0, 1);
    const used = (await this.#engine.transfers(id)).some(({ peer }) => peer.id === current?.id);
    if (mode === 'raw' && used) return;
    const count = mode === 'raw' ? 1 : 1 + this.#dice.number(3);
    const files = Array.from({ length: count }, () => ({ path: this.#dice.pick(this.#paths) ?? '' }));
    await this.#engine.sendFiles(id, { files, mode, endAfter: mode === 'raw' });
  }

  async #retry(): Promise<void> {
    const transfer = this.#dice.pick((await this.#all()).filter(({ canRetry }) => canRetry));
    if (!transfer) return;
    const peer = (await this.#engine.peers(transfer.endpoint, 0, 1))[0]?.id;
    // A raw file that was cut off has already sent its beginning on this connection.
    const used = (await this.#engine.transfers(transfer.endpoint)).some(one => one.peer.id === peer);
    if (transfer.mode === 'framed' || !used) await this.#engine.retryTransfer(transfer.id);
  }

  async #openSender(sender: Sender, address: string): Promise<void> {
    const reconnect = { minMs: 1, maxMs: 20 };
    await this.#engine.open(sender.id, { kind: 'tcp-client', address, reconnect });
    this.#senders.push(sender);
  }

  /**
   * Checks a received file. On a Unix socket, which has no reset, a cancelled file can't be told from a complete one,
   * so it may be the beginning of one.
   */
  #isWhatWasSent(server: string, length: number, sha256: string): boolean {
    const mayBeCut = server === 'raw files unix';
    const candidates = this.#sent.filter(bytes => (mayBeCut ? bytes.length >= length : bytes.length === length));
    return candidates.some(bytes => sha256Of(bytes.subarray(0, length)) === sha256);
  }

  #endpoints(): string[] {
    return [...this.#servers, ...this.#senders.map(({ id }) => id)];
  }

  async #all(): Promise<TransferSnapshot[]> {
    return (await Promise.all(this.#endpoints().map(id => this.#engine.transfers(id)))).flat();
  }
}
