/** `npm run soak`: an hour's abuse in ten minutes (or the given number of seconds), checking invariants throughout. Arguments: seconds, seed. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { VideoSnapshot } from '../../src/core/video/video.ts';
import { Engine } from '../../src/engine/engine.ts';
import { defaultLogBounds } from '../../src/engine/transcript/logBounds.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import { seenAt } from '../support/seenAt.ts';
import { Dice } from './dice.ts';
import { callAtRandom, framings, type Target } from './randomCalls.ts';
import { RandomTransfers } from './randomTransfers.ts';
import { rethrowUnlessRefusal } from './refusals.ts';
import { patternAt, RoughPeer } from './roughPeer.ts';

const seconds = Number(process.argv[2] ?? 600);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const maxPeers = 60;
const mebibyte = 1024 * 1024;
/** Limit for the growth of memory after the first quarter of the run. */
const growthBytes = 48 * mebibyte;
const bounds = {
  ...defaultLogBounds,
  memoryBytes: 16 * mebibyte,
  diskBytes: 64 * mebibyte,
  rows: 200_000,
  segmentBytes: 2 * mebibyte,
};

interface Server extends Target {
  port: number;
  readonly echoes: boolean;
}

class Soak {
  readonly #dice = new Dice(seed);
  readonly #folder: string;
  readonly #engine: Engine;
  readonly #servers: Server[] = [];
  readonly #peers = new Map<RoughPeer, Server>();
  readonly #udp = createSocket('udp4');
  readonly #transfers: RandomTransfers;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #heldBytes: number | undefined;
  readonly done = { connections: 0, calls: 0, compared: 0, records: 0, datagrams: 0, videos: new Set<string>() };

  constructor(folder: string) {
    this.#folder = folder;
    const events = {
      changed: () => void this.#changes.emit('changed'),
      storageChanged: () => undefined,
      viewsChanged: () => undefined,
      transfersChanged: () => undefined,
      videosChanged: (videos: readonly VideoSnapshot[]) => {
        for (const { id } of videos) this.done.videos.add(id);
      },
      videoRecognised: () => undefined,
      progress: () => undefined,
    };
    this.#engine = new Engine({ directory: join(folder, 'transcripts'), bounds, events });
    this.#transfers = new RandomTransfers(this.#engine, this.#dice, folder);
  }

  get files(): RandomTransfers['done'] {
    return this.#transfers.done;
  }

  async run(): Promise<void> {
    await this.#open();
    const startMs = performance.now();
    while (performance.now() - startMs < seconds * 1000) {
      await this.#turn();
      if (this.#heldBytes === undefined && performance.now() - startMs > (seconds * 1000) / 4)
        this.#heldBytes = await held();
      // Lets the sockets do their work.
      await pause(this.#dice.oneIn(10) ? 5 : 0);
    }
    await Promise.all([...this.#peers.keys()].map(peer => this.#compare(peer)));
    await this.#transfers.end();
    const grown = (await held()) - (this.#heldBytes ?? 0);
    assert.ok(grown < growthBytes, `memory grew by ${Math.round(grown / mebibyte)} MiB`);
    this.#udp.close();
    await this.#engine.dispose();
    await pause(100);
    await this.#transfers.checkClosed();
    const left = process.getActiveResourcesInfo().filter(name => /TCP|UDP/.test(name));
    assert.deepEqual(left, [], 'sockets are left');
  }

  async #open(): Promise<void> {
    for (const [at, framing] of framings.entries())
      await this.#openServer({ id: `server ${at}`, isWatched: false, echoes: at % 2 === 0, port: 0 }, { framing });
    await this.#transfers.open();
    await this.#openServer({ id: 'echo', isWatched: true, echoes: true, port: 0 }, {});
    await this.#openServer({ id: 'silent', isWatched: true, echoes: false, port: 0 }, {});
    const { address } = await this.#engine.open('udp', { kind: 'udp', address: ':0', reply: 'echo' });
    this.#udp.on('error', () => undefined);
    this.#udp.connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(this.#udp, 'connect');
  }

  async #openServer(server: Server, config: object): Promise<void> {
    const reply = server.echoes ? 'echo' : 'none';
    const { address } = await this.#engine.open(server.id, { kind: 'tcp-server', address: ':0', reply, ...config });
    this.#servers.push({ ...server, port: Number(address.split(':').at(-1)) });
  }

  async #turn(): Promise<void> {
    const dice = this.#dice;
    if (this.#peers.size < maxPeers && dice.oneIn(3)) await this.#connect();
    for (const peer of this.#peers.keys()) if (dice.oneIn(8)) peer.act(dice);
    for (const peer of this.#peers.keys()) if (peer.isGone || dice.oneIn(200)) await this.#compare(peer);
    if (dice.oneIn(4)) await this.#call();
    if (dice.oneIn(4)) await this.#transfers.act();
    if (dice.oneIn(20)) await this.#reopenClosed();
    for (let at = dice.number(10); at > 0; at--, this.done.datagrams++)
      this.#udp.send(dice.bytes(dice.number(1400)), () => undefined);
  }

  async #connect(): Promise<void> {
    const server = this.#dice.pick(this.#servers);
    if (!server) return;
    const peer = await RoughPeer.connect(server.port, server.isWatched);
    if (!peer) return;
    this.done.connections++;
    this.#peers.set(peer, server);
  }

  async #call(): Promise<void> {
    const target = this.#dice.oneIn(10) ? { id: 'udp', isWatched: false } : this.#dice.pick(this.#servers);
    if (!target) return;
    this.done.calls++;
    await callAtRandom(this.#engine, target, this.#dice, this.#folder);
  }

  async #reopenClosed(): Promise<void> {
    for (const server of this.#servers) {
      if (server.isWatched) continue;
      const { address, state } = this.#engine.rename(server.id, server.id);
      if (state === 'closed' || state === 'failed')
        server.port = Number((await this.#engine.reopen(server.id)).address.split(':').at(-1));
      else server.port = Number(address.split(':').at(-1));
    }
  }

  /** Disconnects a peer and checks that both sides saw the same. */
  async #compare(peer: RoughPeer): Promise<void> {
    const server = this.#peers.get(peer);
    this.#peers.delete(peer);
    await peer.leave();
    if (!server?.isWatched || peer.wasReset) return;
    const seen = await this.#closedPeer(server.id, peer.address);
    assert.equal(seen.bytesIn, peer.sentBytes, `${peer.address} sent into ${server.id}`);
    assert.equal(seen.bytesOut, peer.gotBytes, `${peer.address} got from ${server.id}`);
    assert.equal(peer.gotBytes, server.echoes ? peer.sentBytes : 0);
    assert.ok(peer.gotPattern, 'the echo is in order');
    await this.#compareRecord(server.id, seen.id, peer.sentBytes);
    this.done.compared++;
  }

  /** Resolves with the engine's snapshot of a peer, once the engine has seen the end too. */
  async #closedPeer(id: string, address: string) {
    return seenAt(this.#changes, 'changed', () => {
      const found = this.#engine.peers(id, 0, 1000).find(peer => peer.address === address);
      assert.ok(found, `${id} remembers ${address}`);
      return found.state === 'closed' && found;
    });
  }

  /** Checks that what is left of a peer in the transcript is what it sent. */
  async #compareRecord(id: string, peer: string, sentBytes: number): Promise<void> {
    const { view, state } = this.#engine.openView(id, { peers: [peer], kinds: ['in'] });
    const { rows } = await this.#engine.rows(view, state.first, 20);
    this.#engine.closeView(view);
    const first = rows[0];
    if (!first) return;
    const start = (await this.#bytesIfKept(id, first.seq, 1))[0];
    if (start === undefined) return;
    // If nothing has been dropped yet, the peer's rows begin with its first byte.
    if ((await this.#engine.entries(id, 0, 1))[0]?.seq === 0) assert.equal(start, patternAt(0));
    let place = start;
    for (const { seq, length } of rows) {
      const bytes = await this.#bytesIfKept(id, seq, length);
      for (const [at, byte] of bytes.entries()) assert.equal(byte, patternAt(place + at), `byte ${at} of entry ${seq}`);
      place += length;
    }
    assert.ok(rows.length === 20 || place - start <= sentBytes);
    this.done.records++;
  }

  /** Returns the first bytes of an entry, or none if it has been dropped. */
  async #bytesIfKept(id: string, seq: number, length: number): Promise<Uint8Array> {
    try {
      return await this.#engine.entryBytes(id, seq, 0, length);
    } catch (error) {
      rethrowUnlessRefusal(error);
      return new Uint8Array();
    }
  }
}

async function held(): Promise<number> {
  // The first round closes sockets and files, the second frees what they held.
  for (let look = 0; look < 2; look++) {
    await pause(50);
    collectGarbage();
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

console.log(`soaking for ${seconds} s, seed ${seed}`);
const folder = await mkdtemp(join(tmpdir(), 'portside-soak-'));
const soak = new Soak(folder);
try {
  await soak.run();
  const { connections, calls, compared, records, datagrams, videos } = soak.done;
  const { sent, received } = soak.files;
  console.log(
    `${connections} connections, ${compared} of them compared, ${records} with their transcript; ${calls} calls, ${videos.size} videos, ${datagrams} datagrams; ${sent} transfers sent, ${received} files received`,
  );
  assert.ok(compared > 0 && records > 0 && received > 0, 'too little was compared');
  console.log('every invariant held');
} finally {
  await rm(folder, { recursive: true, force: true });
}
