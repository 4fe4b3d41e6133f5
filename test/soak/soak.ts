/**
 * `npm run soak`: random peers and calls for five minutes (or the given number of seconds) in one engine. Every byte of the compared
 * conversations is checked, and the invariants at the end. Arguments: seconds, and the seed of a run to repeat.
 */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { VideoSnapshot } from '../../src/core/video/video.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { defaultLogBounds } from '../../src/engine/transcript/logBounds.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import { noneOpenBelow } from '../support/openFiles.ts';
import { Dice } from './dice.ts';
import { callAtRandom, framings } from './randomCalls.ts';
import { RandomConversations } from './randomConversations.ts';
import { RandomTransfers } from './randomTransfers.ts';
import { rethrowUnlessRefusal } from './refusals.ts';
import { RoughPeer } from './roughPeer.ts';
import { inTime } from './watchdog.ts';

const seconds = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const maxPeers = 30;
const maxRestMs = 30;
/** Number of actions per turn in the compared conversations. */
const conversationActs = 4;
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

/** A server for rough peers, on which any call may be made. */
interface Server {
  readonly id: string;
  readonly config: EndpointConfig;
  port: number;
}

class Soak {
  readonly #dice = new Dice(seed);
  readonly #folder: string;
  readonly #directory: string;
  readonly #engine: Engine;
  readonly #servers: Server[] = [];
  readonly #peers = new Set<RoughPeer>();
  readonly #udp = createSocket('udp4');
  readonly #transfers: RandomTransfers;
  #conversations: RandomConversations | undefined;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #heldBytes: number | undefined;
  readonly done = { connections: 0, calls: 0, replaced: 0, datagrams: 0, videos: new Set<string>() };

  constructor(folder: string) {
    this.#folder = folder;
    this.#directory = join(folder, 'transcripts');
    const events = {
      changed: () => void this.#changes.emit('changed'),
      storageChanged: () => undefined,
      viewsChanged: () => void this.#changes.emit('views'),
      transfersChanged: () => void this.#changes.emit('transfers'),
      videosChanged: (videos: readonly VideoSnapshot[]) => {
        for (const { id } of videos) this.done.videos.add(id);
      },
      transcriptRead: () => undefined,
      videoRecognized: () => undefined,
      progress: () => undefined,
    };
    this.#engine = createEngine({ directory: this.#directory, bounds, events });
    this.#transfers = new RandomTransfers(this.#engine, this.#dice, folder);
  }

  get compared() {
    return this.#conversations?.done ?? assert.fail();
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
      // Lets the sockets do their work, and leaves some of the CPU to others.
      await pause(this.#dice.number(maxRestMs));
    }
    await Promise.all([...this.#peers].map(peer => peer.leave()));
    await this.#conversations?.end();
    await this.#transfers.end();
    await this.#checkAlive();
    const grown = (await held()) - (this.#heldBytes ?? 0);
    assert.ok(grown < growthBytes, `memory grew by ${Math.round(grown / mebibyte)} MiB`);
    this.#udp.close();
    await this.#engine.dispose();
    await pause(100);
    await noneOpenBelow(this.#folder);
    assert.deepEqual(await readdir(this.#directory).catch(() => []), [], 'directories of endpoints are left');
    const left = process.getActiveResourcesInfo().filter(name => /TCP|UDP/.test(name));
    assert.deepEqual(left, [], 'sockets are left');
  }

  async #open(): Promise<void> {
    for (const [at, framing] of framings.entries()) {
      const reply = at % 2 === 0 ? 'echo' : 'none';
      const config = { kind: 'tcp-server', address: ':0', framing, reply } as const;
      const server = { id: `server ${at}`, config, port: 0 };
      this.#servers.push(server);
      await this.#openServer(server);
    }
    await this.#transfers.open();
    const around = { engine: this.#engine, changes: this.#changes, dice: this.#dice };
    this.#conversations = await RandomConversations.open(around, this.#folder);
    const { address } = await this.#engine.open('udp', { kind: 'udp', address: ':0', reply: 'echo' });
    this.#udp.on('error', () => undefined);
    this.#udp.connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(this.#udp, 'connect');
  }

  async #openServer(server: Server): Promise<void> {
    server.port = portOf(await this.#engine.open(server.id, server.config));
  }

  async #turn(): Promise<void> {
    const dice = this.#dice;
    if (this.#peers.size < maxPeers && dice.oneIn(3)) await this.#connect();
    for (const peer of this.#peers) if (dice.oneIn(8)) peer.act(dice);
    for (const peer of this.#peers) if (peer.isGone || dice.oneIn(200)) await this.#leave(peer);
    if (dice.oneIn(4)) await this.#call();
    if (dice.oneIn(4)) await this.#transfers.act();
    for (let at = 0; at < conversationActs; at++) await this.#conversations?.act();
    if (dice.oneIn(20)) await this.#reopenClosed();
    for (let at = dice.number(10); at > 0; at--, this.done.datagrams++)
      this.#udp.send(dice.bytes(dice.number(1400)), () => undefined);
  }

  async #connect(): Promise<void> {
    const server = this.#dice.pick(this.#servers);
    const peer = server && (await RoughPeer.connect(server.port));
    if (!peer) return;
    this.done.connections++;
    this.#peers.add(peer);
  }

  async #leave(peer: RoughPeer): Promise<void> {
    this.#peers.delete(peer);
    await inTime('a rough peer leaves', peer.leave());
  }

  async #call(): Promise<void> {
    const compared = (this.#conversations?.ids ?? []).map(id => ({ id, isWatched: true }));
    const others = [...this.#servers.map(({ id }) => id), 'udp'].map(id => ({ id, isWatched: false }));
    const target = this.#dice.pick(this.#dice.oneIn(3) ? compared : others);
    if (!target) return;
    this.done.calls++;
    await callAtRandom(this.#engine, target, this.#dice, this.#folder);
  }

  async #reopenClosed(): Promise<void> {
    for (const server of this.#servers) {
      const { id } = server;
      const snapshot = (await this.#engine.snapshots()).find(one => one.id === id) ?? assert.fail();
      if (this.#dice.oneIn(20)) await this.#replace(server);
      else if (snapshot.state === 'closed' || snapshot.state === 'failed')
        server.port = portOf(await this.#engine.reopen(id));
      else server.port = portOf(snapshot);
    }
  }

  /** Removes a server while messages are in transit, or restores it after it was set aside. */
  async #replace(server: Server): Promise<void> {
    const sending = this.#engine.send(server.id, this.#dice.bytes(100_000)).catch(rethrowUnlessRefusal);
    if (this.#dice.oneIn(2)) {
      await this.#engine.remove(server.id);
      await this.#openServer(server);
    } else {
      await this.#engine.setAside(server.id);
      await this.#engine.bringBack(server.id, server.config, {});
      server.port = portOf(await this.#engine.reopen(server.id));
    }
    await inTime('a send to a removed endpoint settles', sending);
    this.done.replaced++;
  }

  /** Opens another endpoint, which replies. */
  async #checkAlive(): Promise<void> {
    const port = portOf(await this.#engine.open('last', { kind: 'tcp-server', address: ':0', reply: 'echo' }));
    const socket = connect(port, '127.0.0.1');
    socket.end('alive?');
    const [answer] = await inTime('the last answer', once(socket, 'data'));
    assert.equal(String(answer), 'alive?');
    for (const { id, config, counters, state } of (await this.#engine.snapshots()).filter(({ id }) =>
      id.startsWith('compared'),
    ))
      if (config.kind !== 'udp') assert.equal(counters.peers, 0, `${id} is ${state} and has peers`);
  }
}

function portOf({ address }: { address: string }): number {
  return Number(address.split(':').at(-1));
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
  const { connections, calls, datagrams, videos, replaced } = soak.done;
  const { sent, received } = soak.files;
  console.log(
    `${connections} rough connections; ${calls} calls, ${videos.size} videos, ${datagrams} datagrams, ${replaced} endpoints replaced; ${sent} transfers sent, ${received} files received`,
  );
  const compared = Object.entries(soak.compared);
  console.log(`compared: ${compared.map(([name, count]) => `${name} ${count}`).join(', ')}`);
  assert.ok(received > 0 && compared.every(([, count]) => count > 0), 'too little was compared');
  console.log('every invariant held');
} catch (error) {
  console.error(error);
  console.error(`again: node test/soak/soak.ts ${seconds} ${seed}`);
  process.exitCode = 1;
} finally {
  // After a failure the engine may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
}
if (process.exitCode) process.exit();
