/** Rows of the table about files: one large one, many small ones, and what they hold in memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startPython } from '../support/program.ts';
import { systemProgram } from '../support/systemProgram.ts';
import { atLeast, gigabytesPerSecond, megabytes, type Result, within } from './result.ts';
import type { Bench } from './trafficRows.ts';

const fileBytes = 1024 ** 3;
/** In turns, the best of each: whatever else runs can only slow them down. */
const rounds = 4;
const smallFiles = 10_000;
const smallBytes = 1024;
/** One process a file is so slow that a part of them is enough. */
const smallFilesOfPeer = 300;
const mebibyte = 1024 ** 2;
const programs = join(import.meta.dirname, 'programs');

interface Peer {
  readonly names: readonly string[];
  readonly debianPackage: string;
  /** How it sends its standard input to a port, and ends. */
  readonly args: (port: string) => string[];
}

const netcat: Peer = {
  names: ['nc.openbsd', 'nc'],
  debianPackage: 'netcat-openbsd',
  args: port => ['-N', '127.0.0.1', port],
};
const ncat: Peer = { names: ['ncat'], debianPackage: 'ncat', args: port => ['--send-only', '127.0.0.1', port] };
const socat: Peer = {
  names: ['socat'],
  debianPackage: 'socat',
  args: port => ['-u', 'STDIN', `TCP:127.0.0.1:${port}`],
};

/** Sends 1 GiB to the same receiver as its peers, and looks at the memory meanwhile. */
export async function fileRows(bench: Bench): Promise<Result[]> {
  const path = join(bench.folder, 'large.bin');
  await writeNoise(path, fileBytes);
  const taken = {
    raw: [] as number[],
    framed: [] as number[],
    nc: [] as number[],
    ncat: [] as number[],
    socat: [] as number[],
  };
  const idle = await bench.host.memory();
  await bench.host.watchMemory();
  for (let round = 0; round < rounds; round++) {
    taken.nc.push(await sentBy(netcat, path));
    taken.ncat.push(await sentBy(ncat, path));
    taken.socat.push(await sentBy(socat, path));
    taken.raw.push(await sentByUs(bench, path, 'raw'));
    taken.framed.push(await sentByUs(bench, path, 'framed'));
  }
  const peak = await bench.host.memoryPeak();
  await rm(path);
  const row = (mode: 'raw' | 'framed', peer: 'nc' | 'ncat' | 'socat', args: string) =>
    atLeast(1, {
      what: mode === 'raw' ? 'send a file of 1 GiB, raw' : 'the same framed, SHA-256 verified',
      ours: fileBytes / (Math.min(...taken[mode]) / 1000),
      peer: `\`${args}\``,
      theirs: fileBytes / (Math.min(...taken[peer]) / 1000),
      unit: gigabytesPerSecond,
    });
  return [
    row('raw', 'nc', 'nc -N < file'),
    row('raw', 'ncat', 'ncat --send-only < file'),
    row('raw', 'socat', 'socat -u'),
    row('framed', 'ncat', 'ncat --send-only < file'),
    within('memory meanwhile above idle', peak - idle, 64 * mebibyte, megabytes),
  ];
}

/** A folder of small files to a receiver that answers each; beside it one `nc` a file. */
export async function smallFilesRow({ host, folder }: Bench): Promise<Result> {
  const small = join(folder, 'small');
  await mkdir(small);
  for (let at = 0; at < smallFiles; at++) await writeNoise(join(small, `file${at}.bin`), smallBytes);
  const received = join(folder, 'received');
  const port = await host.open('small in', {
    kind: 'tcp-server',
    address: ':0',
    files: { mode: 'framed', directory: received },
  });
  await host.open('small out', { kind: 'tcp-client', address: `:${port}` });
  const start = performance.now();
  await host.sendFile('small out', small, { mode: 'framed' });
  const ours = (smallFiles * 1000) / (performance.now() - start);
  await host.remove('small out');
  await host.remove('small in');
  const theirs = (smallFilesOfPeer * 1000) / (await sentOneByOne(small));
  await rm(small, { recursive: true });
  await rm(received, { recursive: true });
  const unit = (value: number) => `${Math.round(value)} files/s`;
  return atLeast(1, {
    what: '10,000 files of 1 KiB, framed, received and verified',
    ours,
    peer: 'a `nc -N` each',
    theirs,
    unit,
  });
}

async function sentBy({ names, debianPackage, args }: Peer, path: string): Promise<number> {
  const program = await systemProgram({ names, debianPackage });
  const { sink, port } = await startSink('raw');
  await using file = await open(path);
  const start = performance.now();
  const child = spawn(program, args(String(port)), { stdio: [file.fd, 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  await sink.line();
  const taken = performance.now() - start;
  await exited;
  return taken;
}

/** A process a file, to one that takes them all. */
async function sentOneByOne(folder: string): Promise<number> {
  const program = await systemProgram(netcat);
  const { sink, port } = await startSink('many');
  const start = performance.now();
  for (let at = 0; at < smallFilesOfPeer; at++) {
    await using file = await open(join(folder, `file${at}.bin`));
    await once(spawn(program, netcat.args(String(port)), { stdio: [file.fd, 'ignore', 'inherit'] }), 'exit');
  }
  const taken = performance.now() - start;
  await sink.stop();
  return taken;
}

async function sentByUs({ host }: Bench, path: string, mode: 'raw' | 'framed'): Promise<number> {
  const { sink, port } = await startSink(mode);
  const start = performance.now();
  await host.open('sender', { kind: 'tcp-client', address: `127.0.0.1:${port}` });
  const sent = host.sendFile('sender', path, { mode, endAfter: true });
  const [, verdict = 'right'] = (await sink.line()).split(' ');
  const taken = performance.now() - start;
  await sent;
  await host.remove('sender');
  if (verdict !== 'right') throw new Error('what arrived is not what was sent');
  return taken;
}

async function startSink(mode: 'raw' | 'many' | 'framed') {
  const sink = await startPython(join(programs, 'fileSink.py'), mode);
  return { sink, port: Number(await sink.line()) };
}

/** Of a block that repeats, with a number before each: no disk or hash could make it shorter. */
async function writeNoise(path: string, bytes: number): Promise<void> {
  const block = Buffer.alloc(Math.min(bytes, mebibyte));
  crypto.getRandomValues(block.subarray(0, Math.min(block.length, 65_536)));
  await using file = await open(path, 'w');
  for (let written = 0; written < bytes; written += block.length) {
    block.writeUInt32LE(written / block.length);
    await file.write(block);
  }
}
