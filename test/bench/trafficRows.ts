/** Rows of the table about traffic: floods, round trips, datagrams, many clients. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { endOnExit } from '../support/endWithUs.ts';
import { startNode, startPython } from '../support/program.ts';
import { systemProgram } from '../support/systemPackages.ts';
import type { Bench } from './benchSetting.ts';
import { binarySize } from './options.ts';
import { netcat } from './peers.ts';
import { atLeast, atMost, each, type Result, runsText, spreadText, within } from './result.ts';
import { spreadOf } from './statistics.ts';
import { gigabytesPerSecond, ms, thousandsPerSecond, us, written } from './units.ts';

const maxDelayMs = 10;
const settleMs = 200;
const programs = join(import.meta.dirname, 'programs');
const seconds = { name: ' s', digits: (value: number) => value.toFixed(1) };

/** Receives and records a flood, in turns with `nc -l > file`. */
export async function recordRows(bench: Bench): Promise<Result[]> {
  const { folder, sampler, plans, sizes, touch } = bench;
  const what = `receive and record ${binarySize(sizes.floodBytes)} over TCP`;
  const peer = '`nc -l > file`';
  const rate = (takenMs: number) => (sizes.floodBytes * 1000) / takenMs;
  const samples = await sampler.sample({
    what: `${what}, in turns with ${peer}`,
    plan: plans.seconds,
    before: touch,
    turns: {
      theirs: async () => rate(await recordedByNetcat(join(folder, 'nc.out'), sizes.floodBytes)),
      async ours() {
        const { takenMs, delayMs } = await recordedByUs(bench);
        return { rate: rate(takenMs), delayMs };
      },
    },
    show: ({ ours, theirs }) => `${written(ours.rate, gigabytesPerSecond)}, ${written(theirs, gigabytesPerSecond)}`,
  });
  const pairs = each(samples, ({ ours, theirs }) => ({ ours: ours.rate, theirs }));
  const delays = each(samples, ({ ours }) => ours.delayMs);
  return [
    atLeast(1, { what, pairs, peer, unit: gigabytesPerSecond }),
    within(maxDelayMs, { what: 'extension host’s event-loop delay meanwhile, p99', runs: delays, unit: ms }),
  ];
}

async function recordedByUs({ host, sizes }: Bench): Promise<{ takenMs: number; delayMs: number }> {
  const port = await host.open('flood', { kind: 'tcp-server', address: ':0' });
  await host.watchDelay();
  const start = performance.now();
  const flood = await startPython(join(programs, 'flood.py'), '127.0.0.1', port, sizes.floodBytes);
  await host.received('flood', 'bytesIn', sizes.floodBytes);
  const takenMs = performance.now() - start;
  const delayMs = await host.delayP99();
  await flood.ended();
  await host.remove('flood');
  return { takenMs, delayMs };
}

async function recordedByNetcat(path: string, bytes: number): Promise<number> {
  const nc = await systemProgram(netcat.program);
  const port = await freePort();
  await using file = await open(path, 'w');
  const stdio = ['ignore', file.fd, 'inherit'] as const;
  const listening = endOnExit(spawn(nc, ['-l', '127.0.0.1', String(port)], { stdio: [...stdio] }));
  const start = performance.now();
  await (await startPython(join(programs, 'flood.py'), '127.0.0.1', port, bytes)).ended();
  if (listening.exitCode === null) await once(listening, 'exit');
  const takenMs = performance.now() - start;
  await rm(path);
  return takenMs;
}

/** Exports what was received and compares its hash with what was sent. */
export async function exportRow({ host, folder, sampler, plans, sizes, touch }: Bench): Promise<Result> {
  const port = await host.open('exported', { kind: 'tcp-server', address: ':0' });
  const flood = await startPython(join(programs, 'flood.py'), '127.0.0.1', port, sizes.floodBytes, 'hash');
  await host.received('exported', 'bytesIn', sizes.floodBytes);
  const [, sent = ''] = (await flood.line()).split(' ');
  const path = join(folder, 'exported.bin');
  const what = `export of ${binarySize(sizes.floodBytes)}, SHA-256`;
  const samples = await sampler.sample({
    what,
    plan: plans.minutes,
    before: touch,
    turns: {
      async takenMs() {
        const start = performance.now();
        await host.exportRaw('exported', path);
        return performance.now() - start;
      },
      async isEqual() {
        const hash = createHash('sha256');
        await pipeline(createReadStream(path), hash);
        await rm(path);
        return hash.digest('hex') === sent;
      },
    },
    show: ({ isEqual, takenMs }) => `${isEqual ? 'equal' : 'different'}, ${written(takenMs, ms)}`,
  });
  await host.remove('exported');
  const isEqual = samples.counted.every(sample => sample.isEqual);
  const taken = spreadText(spreadOf(samples.counted.map(({ takenMs }) => takenMs)), ms);
  return {
    what,
    ours: `${isEqual ? 'equal' : 'different'}, ${taken}`,
    against: 'what was sent',
    ratio: '',
    runs: runsText(samples, 'run'),
    aim: 'equal',
    met: isEqual,
  };
}

export async function echoRows({ host, sampler, plans, sizes }: Bench): Promise<Result[]> {
  const bare = startNode(join(programs, 'bareEchoServer.ts'));
  const barePort = Number(await bare.line());
  const port = await host.open('echo', { kind: 'tcp-server', address: ':0', reply: 'echo' });
  const samples = await sampler.sample({
    what: 'echo of 64 bytes, in turns with bare Node',
    plan: plans.roundTrips,
    turns: {
      theirs: () => roundTrips(barePort, sizes.trips),
      ours: () => roundTrips(port, sizes.trips),
    },
    show: ({ ours, theirs }) => `p50 ${written(ours.p50, us)}, ${written(theirs.p50, us)}`,
  });
  await bare.stop();
  await host.remove('echo');
  const row = (of: keyof RoundTrips, name: string, aim: number) => {
    const pairs = each(samples, ({ ours, theirs }) => ({ ours: ours[of], theirs: theirs[of] }));
    return atMost(aim, { what: `echo of 64 bytes, ${name}`, pairs, peer: 'bare Node', unit: us });
  };
  return [row('p50', 'p50', 1.1), row('p99', 'p99', 1.3), row('p999', 'p99.9', 2)];
}

/** Percentiles of round trips, in µs. */
interface RoundTrips {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

async function roundTrips(port: number, trips: number): Promise<RoundTrips> {
  const client = await startPython(join(programs, 'echoClient.py'), port, trips);
  const [p50 = Number.NaN, p99 = Number.NaN, p999 = Number.NaN] = (await client.line()).split(' ').map(Number);
  await client.ended();
  return { p50, p99, p999 };
}

export async function datagramRow({ host, sampler, plans, sizes, touch }: Bench): Promise<Result> {
  const flood = async (port: number) => {
    await (await startPython(join(programs, 'udpFlood.py'), port, sizes.udpSeconds)).ended();
    // Time to read what the system has buffered; our counters are up to 50 ms old.
    await setTimeout(settleMs);
  };
  const what = 'UDP, 64 bytes, recorded';
  const pairs = await sampler.sample({
    what: `${what}, in turns with bare Node`,
    plan: plans.seconds,
    before: touch,
    turns: {
      async theirs() {
        const bare = startNode(join(programs, 'bareDatagramReceiver.ts'));
        await flood(Number(await bare.line()));
        bare.type('how many?');
        return Number(await bare.line()) / sizes.udpSeconds;
      },
      async ours() {
        await flood(await host.open('udp', { kind: 'udp', address: ':0' }));
        const { framesIn } = await host.counters('udp');
        await host.remove('udp');
        return framesIn / sizes.udpSeconds;
      },
    },
    show: ({ ours, theirs }) => `${written(ours, thousandsPerSecond)}, ${written(theirs, thousandsPerSecond)}`,
  });
  return atLeast(0.85, { what, pairs, peer: 'bare Node', unit: thousandsPerSecond });
}

export async function manyClientsRow(bench: Bench): Promise<Result> {
  const { sampler, plans, sizes } = bench;
  const what = 'clients at once on one server, tree and panel open';
  const samples = await sampler.sample({
    what,
    plan: plans.minutes,
    turns: { ours: () => connectMany(bench) },
    show: ({ ours }) => `${ours.peers} connected in ${written(ours.seconds, seconds)}`,
  });
  const { counted } = samples;
  const peers = Math.min(...counted.map(({ ours }) => ours.peers));
  const answered = Math.min(...counted.map(({ ours }) => ours.answered));
  const taken = spreadText(spreadOf(counted.map(({ ours }) => ours.seconds)), seconds);
  const delay = spreadText(spreadOf(counted.map(({ ours }) => ours.delayMs)), ms);
  return {
    what,
    ours: `${peers} connected, ${answered} answered in ${taken}; event-loop delay p99 ${delay}`,
    against: '',
    ratio: '',
    runs: runsText(samples, 'run'),
    aim: sizes.manyClients.toLocaleString('en'),
    met: peers === sizes.manyClients && answered === sizes.manyClients,
  };
}

async function connectMany({ host, sizes }: Bench) {
  const port = await host.open('many', { kind: 'tcp-server', address: ':0', reply: 'echo', framing: { line: 'lf' } });
  await host.openPanel('many');
  await host.watchDelay();
  const clients = await startPython(join(programs, 'manyClients.py'), port, sizes.manyClients);
  const [taken = Number.NaN, answered = 0] = (await clients.line()).split(' ').map(Number);
  await host.connected('many', sizes.manyClients);
  const { peers } = await host.counters('many');
  const delayMs = await host.delayP99();
  clients.type('leave');
  await clients.ended();
  await host.remove('many');
  return { peers, answered, seconds: taken, delayMs };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
