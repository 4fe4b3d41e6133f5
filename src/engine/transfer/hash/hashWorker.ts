/** Hashes files from the system's cache while other threads read or write them: the entry point of a separate thread. */
import { createHash, type Hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { FromHashThread, ToHashThread } from './hashMessages.ts';

interface Job {
  readonly fd: number;
  readonly hash: Hash;
  at: number;
  to: number;
  asks: boolean;
}

const port = parentPort;
if (!port) throw new Error('must run in a worker thread');

const jobs = new Map<number, Job>();
/** Buffer for one block, small enough to stay in the processor's cache. */
const memory = Buffer.alloc(256 * 1024);
let isScheduled = false;

port.on('message', (message: ToHashThread) => {
  if ('stop' in message) {
    jobs.delete(message.job);
    post({ job: message.job, stopped: true });
    return;
  }
  const job = jobs.get(message.job) ?? { fd: message.fd, hash: createHash('sha256'), at: 0, to: 0, asks: false };
  job.to = message.to;
  job.asks ||= message.asks;
  jobs.set(message.job, job);
  scheduleHashing();
});

/** Hashes one block of each file in turn, after handling messages that arrived in the meantime. */
function scheduleHashing(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    for (const [id, job] of jobs) hashNextBlock(id, job);
    if ([...jobs.values()].some(job => job.at < job.to)) scheduleHashing();
  });
}

function hashNextBlock(id: number, job: Job): void {
  try {
    if (job.at < job.to) hashBlock(job);
    if (job.at < job.to || !job.asks) return;
    job.asks = false;
    post({ job: id, sha256: job.hash.copy().digest('hex') });
  } catch (error) {
    jobs.delete(id);
    const { code, message } = error as NodeJS.ErrnoException;
    post({ job: id, detail: message, ...(code !== undefined && { code }) });
  }
}

function hashBlock(job: Job): void {
  const bytesRead = readSync(job.fd, memory, 0, Math.min(memory.length, job.to - job.at), job.at);
  if (bytesRead === 0) throw new Error(`the file ends after ${job.at} of ${job.to} bytes`);
  job.hash.update(memory.subarray(0, bytesRead));
  job.at += bytesRead;
}

function post(message: FromHashThread): void {
  port?.postMessage(message);
}
