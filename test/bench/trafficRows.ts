/** Rows of the table that need no eyes: floods, round trips, datagrams, many clients. */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startNode, startPython } from '../support/program.ts';
import { systemProgram } from '../support/systemProgram.ts';
import type { HostCalls } from './benchCalls.ts';
import { atLeast, atMost, gigabytesPerSecond, ms, perSecond, type Result, us, within } from './result.ts';

const floodBytes = 1024 ** 3;
const rounds = 3;
/** Round trips jump between two speeds, as the system keeps both sides on one core or not: many short rounds, of which the median counts. */
const echoRounds = 9;
const trips = 3000;
const udpSeconds = 3;
const manyClients = 10_000;
const programs = join(import.meta.dirname, 'programs');

export interface Bench {
  readonly host: HostCalls;
  /** A folder for files, on the disk where transcripts are. */
  readonly folder: string;
}

/** Receives and records 1 GiB, in turns with `nc -l > file`; the best of each, since whatever else runs can only slow them down. */
export async function recordRows({ host, folder }: Bench): Promise<Result[]> {
  const nc: number[] = [];
  const ours: number[] = [];
  const delays: number[] = [];
  for (let round = 0; round < rounds; round++) {
    nc.push(await recordByNetcat(join(folder, 'nc.out')));
    const port = await host.open('flood', { kind: 'tcp-server', address: ':0' });
    await host.watchDelay();
    const start = performance.now();
    const flood = await startPython(join(programs, 'flood.py'), '127.0.0.1', port, floodBytes);
    await host.received('flood', 'bytesIn', floodBytes);
    ours.push(performance.now() - start);
    delays.push(await host.delayP99());
    await flood.ended();
    await host.remove('flood');
  }
  const rate = (taken: number[]) => (floodBytes * 1000) / Math.min(...taken);
  return [
    atLeast(1, {
      what: 'receive and record 1 GiB over TCP',
      ours: rate(ours),
      peer: '`nc -l > file`',
      theirs: rate(nc),
      unit: gigabytesPerSecond,
    }),
    within('extension host’s event-loop delay meanwhile, p99', Math.min(...delays), 10, ms),
  ];
}

async function recordByNetcat(path: string): Promise<number> {
  const nc = await systemProgram({ names: ['nc.openbsd', 'nc'], debianPackage: 'netcat-openbsd' });
  const port = await freePort();
  await using file = await open(path, 'w');
  const listening = spawn(nc, ['-l', '127.0.0.1', String(port)], { stdio: ['ignore', file.fd, 'inherit'] });
  const start = performance.now();
  await (await startPython(join(programs, 'flood.py'), '127.0.0.1', port, floodBytes)).ended();
  if (listening.exitCode === null) await once(listening, 'exit');
  const taken = performance.now() - start;
  await rm(path);
  return taken;
}

/** What was sent, against what an export of it holds. */
export async function exportRow({ host, folder }: Bench): Promise<Result> {
  const port = await host.open('exported', { kind: 'tcp-server', address: ':0' });
  const flood = await startPython(join(programs, 'flood.py'), '127.0.0.1', port, floodBytes, 'hash');
  await host.received('exported', 'bytesIn', floodBytes);
  const [, sent = ''] = (await flood.line()).split(' ');
  const path = join(folder, 'exported.bin');
  const start = performance.now();
  await host.exportRaw('exported', path);
  const taken = performance.now() - start;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  await rm(path);
  await host.remove('exported');
  const isEqual = hash.digest('hex') === sent;
  return {
    what: 'export of 1 GiB, SHA-256',
    ours: `${isEqual ? 'equal' : 'different'}, ${ms(taken)}`,
    against: 'what was sent',
    ratio: '',
    aim: 'equal',
    met: isEqual,
  };
}

export async function echoRows({ host }: Bench): Promise<Result[]> {
  const bare = startNode(join(programs, 'bareEchoServer.ts'));
  const barePort = Number(await bare.line());
  const port = await host.open('echo', { kind: 'tcp-server', address: ':0', reply: 'echo' });
  const theirs: number[][] = [];
  const ours: number[][] = [];
  for (let round = 0; round < echoRounds; round++) {
    theirs.push(await roundTrips(barePort));
    ours.push(await roundTrips(port));
  }
  await bare.stop();
  await host.remove('echo');
  const median = (taken: number[][], at: number) =>
    taken.map(one => one[at] ?? 0).toSorted((one, other) => one - other)[Math.floor(echoRounds / 2)] ?? 0;
  const row = (what: string, at: number) =>
    atMost(1.2, { what, ours: median(ours, at), peer: 'bare Node', theirs: median(theirs, at), unit: us });
  return [row('echo of 64 bytes, p50', 0), row('echo of 64 bytes, p99', 1)];
}

async function roundTrips(port: number): Promise<number[]> {
  const client = await startPython(join(programs, 'echoClient.py'), port, trips);
  return (await client.line()).split(' ').map(Number);
}

export async function datagramRow({ host }: Bench): Promise<Result> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = startNode(join(programs, 'bareDatagramReceiver.ts'));
    await floodDatagrams(Number(await bare.line()));
    bare.type('how many?');
    theirs.push(Number(await bare.line()) / udpSeconds);
    const port = await host.open('udp', { kind: 'udp', address: ':0' });
    await floodDatagrams(port);
    ours.push((await host.counters('udp')).framesIn / udpSeconds);
    await host.remove('udp');
  }
  return atLeast(0.8, {
    what: 'UDP, 64 bytes, recorded',
    ours: Math.max(...ours),
    peer: 'bare Node',
    theirs: Math.max(...theirs),
    unit: perSecond,
  });
}

async function floodDatagrams(port: number): Promise<void> {
  await (await startPython(join(programs, 'udpFlood.py'), port, udpSeconds)).ended();
}

export async function manyClientsRow({ host }: Bench): Promise<Result> {
  const port = await host.open('many', { kind: 'tcp-server', address: ':0', reply: 'echo', framing: { line: 'lf' } });
  await host.openPanel('many');
  await host.watchDelay();
  const clients = await startPython(join(programs, 'manyClients.py'), port, manyClients);
  const [seconds = 0, answered = 0] = (await clients.line()).split(' ').map(Number);
  await host.connected('many', manyClients);
  const { peers } = await host.counters('many');
  const delay = await host.delayP99();
  clients.type('leave');
  await clients.ended();
  await host.remove('many');
  const ours = `${peers} connected, ${answered} answered in ${seconds.toFixed(1)} s; event-loop delay p99 ${ms(delay)}`;
  return {
    what: 'clients at once on one server, tree and panel open',
    ours,
    against: '',
    ratio: '',
    aim: '10,000',
    met: peers === manyClients && answered === manyClients,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
