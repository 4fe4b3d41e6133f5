/** Setup for tests of files: an engine, a folder to send from and one to receive into, and a check that nothing else is left behind. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointConfig, FileReception } from '../../src/core/endpointConfig.ts';
import {
  defaultReceiveSettings,
  type ReceiveSettings,
  type SendHow,
  type TransferSnapshot,
} from '../../src/core/transfer/transferSnapshot.ts';
import { onEntering } from '../../src/engine/owned.ts';
import { BareSockets } from './bareSockets.ts';
import { EngineEndpoints } from './engineEndpoints.ts';
import type { FramedSocket } from './framedSocket.ts';
import { type OpenEndpoint, portOf, seen } from './openEndpoint.ts';
import { noneOpenBelow } from './openFiles.ts';
import { namesIn } from './partNames.ts';
import { sha256Of } from './sha256Of.ts';
import { sparseFile } from './sparseFile.ts';

export type { SendHow } from '../../src/core/transfer/transferSnapshot.ts';

export class FileTests {
  endpoints!: EngineEndpoints;
  /** Contains `out` to send from and `in` to receive into, and nothing else. */
  folder!: string;
  readonly #bare = new BareSockets();

  constructor(receiving: ReceiveSettings = defaultReceiveSettings) {
    beforeEach(async () => {
      this.folder = await mkdtemp(join(tmpdir(), 'portside-files-'));
      await Promise.all([mkdir(this.in), mkdir(join(this.folder, 'out'))]);
      this.endpoints = new EngineEndpoints({}, receiving);
    });
    afterEach(() => this.#end());
  }

  get in(): string {
    return join(this.folder, 'in');
  }

  /** Writes a file to send and returns its path. */
  async file(name: string, bytes: string | Uint8Array): Promise<string> {
    const path = join(this.folder, 'out', name);
    await writeFile(path, bytes);
    return path;
  }

  /** Creates a sparse file of this many zeros and returns its path. */
  sparse(name: string, size: number): Promise<string> {
    return sparseFile(join(this.folder, 'out', name), size);
  }

  /** Returns the names in the `in` folder, parts as `NAME.part`. */
  names(): Promise<string[]> {
    return namesIn(this.in);
  }

  received(name: string): Promise<Buffer> {
    return readFile(join(this.in, name));
  }

  /** Opens a server that receives files. */
  receiver(files: Partial<FileReception> = {}, more: Partial<EndpointConfig> = {}): Promise<OpenEndpoint> {
    const reception = { mode: 'raw', directory: this.in, ...files } as const;
    return this.endpoints.open({ kind: 'tcp-server', address: ':0', files: reception, ...more });
  }

  /** Opens a server that has to ask where to save files. */
  receiverThatAsks(mode: 'raw' | 'framed'): Promise<OpenEndpoint> {
    return this.endpoints.open({ kind: 'tcp-server', address: ':0', files: { mode } });
  }

  /** Opens a client. Resolves when both sides are connected, if `to` is an endpoint. */
  async client(to: OpenEndpoint | number, more: Partial<EndpointConfig> = {}): Promise<OpenEndpoint> {
    const port = typeof to === 'number' ? to : portOf(to);
    const client = await this.endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, ...more });
    if (typeof to !== 'number') await seen(to, () => (to.counters.peers > 0 ? true : undefined));
    return client;
  }

  /** Opens a client, and returns the bare socket that it is connected to as well. */
  async clientAndSocket(more: Partial<EndpointConfig> = {}): Promise<{ client: OpenEndpoint; socket: Socket }> {
    const { port, connection } = await this.listen();
    const client = await this.client(port, more);
    return { client, socket: await connection() };
  }

  /** Starts sending and returns the first transfer. */
  async begin(from: OpenEndpoint, paths: string | readonly string[], how: SendHow): Promise<TransferSnapshot> {
    const files = [paths].flat().map(path => ({ path }));
    const [transfer] = await this.endpoints.engine.sendFiles(from.id, { files, ...how });
    assert.ok(transfer);
    return transfer;
  }

  /** Sends, and resolves with the transfer when it has ended. */
  async send(from: OpenEndpoint, paths: string | readonly string[], how: SendHow): Promise<TransferSnapshot> {
    return this.ended(await this.begin(from, paths, how));
  }

  ended({ id }: TransferSnapshot): Promise<TransferSnapshot> {
    return this.endpoints.engine.transferEnded(id);
  }

  /** Resolves with the first transfer that the endpoint receives, when it has ended. */
  async receivedBy({ id }: OpenEndpoint): Promise<TransferSnapshot> {
    return this.ended(await this.endpoints.transferSeen(id, ({ direction }) => direction === 'in'));
  }

  /** Resolves with the endpoint's first transfer that asks. */
  asking({ id }: OpenEndpoint): Promise<TransferSnapshot> {
    return this.endpoints.transferSeen(id, ({ state }) => state === 'asking');
  }

  /** Resolves with the endpoint's first transfer that has moved more than this many bytes. */
  moving({ id }: OpenEndpoint, moreThan = 0): Promise<TransferSnapshot> {
    return this.endpoints.transferSeen(id, ({ bytes }) => bytes > moreThan);
  }

  /**
   * Resolves with the endpoint's incoming transfer when received bytes are about to be written, in the same turn of the
   * event loop. An announcement comes later, when tens of mebibytes may have arrived.
   */
  async writing({ id }: OpenEndpoint): Promise<TransferSnapshot> {
    await new Promise<void>(resolve =>
      onEntering(place => {
        if (place === 'writeBehind.write') resolve();
      }),
    );
    onEntering(undefined);
    const transfers = await this.endpoints.engine.transfers(id);
    return transfers.findLast(({ direction }) => direction === 'in') ?? assert.fail('nothing is being received');
  }

  /** Checks that the connection still works: sends one more file through it. */
  async goesOn(peer: FramedSocket): Promise<void> {
    peer.sayFile('next', 'next');
    assert.deepEqual(await peer.received('receipt'), { type: 'receipt', bytes: 4, sha256: sha256Of('next') });
    assert.equal(String(await this.received('next')), 'next');
  }

  /**
   * Resolves when a transfer has begun and stalled: it moved no byte during fifty round trips of another connection.
   */
  async stalled({ id, endpoint }: TransferSnapshot): Promise<void> {
    const bytes = async () => (await this.endpoints.engine.transfers(endpoint)).find(one => one.id === id)?.bytes ?? 0;
    await this.endpoints.transferSeen(endpoint, transfer => transfer.id === id && transfer.bytes > 0);
    const echo = await this.socket(await this.endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' }));
    for (let before = -1; before !== (await bytes()); ) {
      before = await bytes();
      for (let round = 0; round < 50; round++) {
        echo.write('.');
        await once(echo, 'data');
      }
    }
    echo.destroy();
  }

  /** Connects a bare socket to an endpoint. */
  socket(to: OpenEndpoint): Promise<Socket> {
    return this.#bare.connect(to);
  }

  /** Opens a bare server; `connection` returns its sockets. */
  listen(): ReturnType<BareSockets['listen']> {
    return this.#bare.listen();
  }

  /** Checks that nothing is left outside the folders and no file is open. */
  async #end(): Promise<void> {
    this.#bare.close();
    await this.endpoints.dispose();
    assert.deepEqual((await readdir(this.folder)).sort(), ['in', 'out']);
    await noneOpenBelow(this.folder);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Reads until the other side ends; `isCut` is true if it was reset. */
export async function readAll(socket: Socket): Promise<{ bytes: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    return { bytes: Buffer.concat(chunks), isCut: false };
  } catch {
    // Bytes received before a reset may be lost with it.
    return { bytes: Buffer.concat(chunks), isCut: true };
  }
}

/** Returns pseudo-random bytes, the same in every run. */
export function variedBytes(length: number): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  for (let at = 0, state = 12345; at < words.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[at] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}
