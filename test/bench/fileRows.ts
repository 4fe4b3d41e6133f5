/** Rows of the table about files: a large file, many small ones, and the memory that they take. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endOnExit } from '../support/endWithUs.ts';
import { startPython } from '../support/program.ts';
import { systemProgram } from '../support/systemPackages.ts';
import type { Bench } from './benchSetting.ts';
import { binarySize } from './options.ts';
import { ncat, netcat, type SendingPeer, socat } from './peers.ts';
import { atLeast, exactly, type Result, within } from './result.ts';
import { filesPerSecond, gigabytesPerSecond, megabytes, written } from './units.ts';

const smallBytes = 1024;
const mebibyte = 1024 ** 2;
const maxMemory = 64 * mebibyte;
const programs = join(import.meta.dirname, 'programs');

type Mode = 'raw' | 'framed';

/** Sends a large file to the receiver that each peer also sends to, and measures the memory meanwhile. */
export async function fileRows(bench: Bench): Promise<Result[]> {
  const { host, folder, sizes } = bench;
  const path = join(folder, 'large.bin');
  await writeNoise(path, sizes.fileBytes);
  const idle = await host.memory();
  await host.watchMemory();
  const rows = [
    await fileRow(bench, path, 'raw', netcat),
    await fileRow(bench, path, 'raw', ncat),
    await fileRow(bench, path, 'raw', socat),
    await fileRow(bench, path, 'framed', ncat),
  ];
  const memory = exactly((await host.memoryPeak()) - idle);
  await rm(path);
  const what = 'extension host’s peak memory meanwhile, above idle';
  return [...rows, within(maxMemory, { what, runs: memory, unit: megabytes })];
}

/** Sends a large file with framing. */
export async function framedFileRow(bench: Bench): Promise<Result> {
  const path = join(bench.folder, 'large.bin');
  await writeNoise(path, bench.sizes.fileBytes);
  const row = await fileRow(bench, path, 'framed', ncat);
  await rm(path);
  return row;
}

async function fileRow(bench: Bench, path: string, mode: Mode, peer: SendingPeer): Promise<Result> {
  const { sampler, plans, sizes, touch } = bench;
  const size = binarySize(sizes.fileBytes);
  const what = mode === 'raw' ? `send a file of ${size}, raw` : `send a file of ${size}, framed, SHA-256 verified`;
  const rate = (takenMs: number) => (sizes.fileBytes * 1000) / takenMs;
  const pairs = await sampler.sample({
    what: `${what}, in turns with ${peer.command}`,
    plan: plans.seconds,
    before: touch,
    turns: {
      theirs: async () => rate(await sentBy(peer, path)),
      ours: async () => rate(await sentByUs(bench, path, mode)),
    },
    show: ({ ours, theirs }) => `${written(ours, gigabytesPerSecond)}, ${written(theirs, gigabytesPerSecond)}`,
  });
  return atLeast(1, { what, pairs, peer: peer.command, unit: gigabytesPerSecond });
}

/** Sends a folder of small files to a receiver that answers each, in turns with one `nc` per file. */
export async function smallFilesRow(bench: Bench): Promise<Result> {
  const { folder, sampler, plans, sizes, touch } = bench;
  const small = join(folder, 'small');
  await mkdir(small);
  for (let at = 0; at < sizes.smallFiles; at++) await writeNoise(join(small, `file${at}.bin`), smallBytes);
  const what = `${sizes.smallFiles.toLocaleString('en')} files of 1 KiB, framed, received and verified`;
  const peer = 'one `nc -N` per file';
  const pairs = await sampler.sample({
    what: `${what}, in turns with ${peer}`,
    plan: plans.seconds,
    before: touch,
    turns: {
      theirs: async () => (sizes.smallFilesOfPeer * 1000) / (await sentOneByOne(small, sizes.smallFilesOfPeer)),
      ours: async () => (sizes.smallFiles * 1000) / (await folderSentByUs(bench, small)),
    },
    show: ({ ours, theirs }) => `${written(ours, filesPerSecond)}, ${written(theirs, filesPerSecond)}`,
  });
  await rm(small, { recursive: true });
  return atLeast(1, { what, pairs, peer, unit: filesPerSecond });
}

/** Returns how long the peer takes, in ms. */
async function sentBy(peer: SendingPeer, path: string): Promise<number> {
  const program = await systemProgram(peer.program);
  const { sink, port } = await startSink('raw');
  await using file = await open(path);
  const start = performance.now();
  const child = endOnExit(spawn(program, peer.sendingArgs(port), { stdio: [file.fd, 'ignore', 'inherit'] }));
  const exited = once(child, 'exit');
  await sink.line();
  const taken = performance.now() - start;
  await exited;
  return taken;
}

/** Returns how long the first files of the folder take with one process per file, in ms. One program receives them all. */
async function sentOneByOne(folder: string, files: number): Promise<number> {
  const program = await systemProgram(netcat.program);
  const { sink, port } = await startSink('many');
  const start = performance.now();
  for (let at = 0; at < files; at++) {
    await using file = await open(join(folder, `file${at}.bin`));
    const child = endOnExit(spawn(program, netcat.sendingArgs(port), { stdio: [file.fd, 'ignore', 'inherit'] }));
    await once(child, 'exit');
  }
  const taken = performance.now() - start;
  await sink.stop();
  return taken;
}

/** Returns how long Portside takes, in ms. */
async function sentByUs({ host }: Bench, path: string, mode: Mode): Promise<number> {
  const { sink, port } = await startSink(mode);
  const start = performance.now();
  await host.open('sender', { kind: 'tcp-client', address: `127.0.0.1:${port}` });
  const sent = host.sendFile('sender', path, { mode, endAfter: true });
  const [, verdict = 'right'] = (await sink.line()).split(' ');
  const taken = performance.now() - start;
  await sent;
  await host.remove('sender');
  if (verdict !== 'right') throw new Error('the received file differs from the one sent');
  return taken;
}

/** Returns how long the whole folder takes from one endpoint to another, in ms. */
async function folderSentByUs({ host, folder }: Bench, small: string): Promise<number> {
  const received = join(folder, 'received');
  const files = { mode: 'framed', directory: received };
  const port = await host.open('small in', { kind: 'tcp-server', address: ':0', files });
  await host.open('small out', { kind: 'tcp-client', address: `:${port}` });
  const start = performance.now();
  await host.sendFile('small out', small, { mode: 'framed' });
  const taken = performance.now() - start;
  await host.remove('small out');
  await host.remove('small in');
  await rm(received, { recursive: true });
  return taken;
}

async function startSink(mode: 'raw' | 'many' | 'framed') {
  const sink = await startPython(join(programs, 'fileSink.py'), mode);
  return { sink, port: await sink.line() };
}

/** Writes random blocks that differ by a number at their start, so that no disk can compress or deduplicate them. */
async function writeNoise(path: string, bytes: number): Promise<void> {
  const block = Buffer.alloc(Math.min(bytes, mebibyte));
  crypto.getRandomValues(block.subarray(0, Math.min(block.length, 65_536)));
  await using file = await open(path, 'w');
  for (let at = 0; at < bytes; at += block.length) {
    block.writeUInt32LE(at / block.length);
    await file.write(block);
  }
}
