/** Thread that hashes large files while the engine's moves their bytes: one for all files, started with the first. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { logFromEngine } from '../../engineLog.ts';
import { noConversation, owned, startOwned } from '../../owned.ts';
import type { FromHashThread, ToHashThread } from './hashMessages.ts';

/** In the bundle, the worker is next to this file. */
const entry = join(import.meta.dirname, `hashWorker${extname(import.meta.filename)}`);

let worker: Worker | undefined;
let lastJob = 0;
const jobs = new Map<number, ThreadHash>();

/** The hash of one file, which stays open until `stop` has resolved. */
export class ThreadHash {
  readonly #id = ++lastJob;
  readonly #fd: number;
  #to = 0;
  #asked: PromiseWithResolvers<string> | undefined;
  #stopped: PromiseWithResolvers<void> | undefined;
  #failure: Error | undefined;

  constructor(fd: number) {
    this.#fd = fd;
    jobs.set(this.#id, this);
    if (jobs.size === 1) worker?.ref();
  }

  /** Called when the first `to` bytes of the file are available. */
  reach(to: number): void {
    if (to <= this.#to) return;
    this.#to = to;
    post({ job: this.#id, fd: this.#fd, to, asks: false });
  }

  /**
   * Returns the SHA-256 in hex of all available bytes. Only one call at a time. Rejects with the system's error if the file can't be read.
   */
  soFar(): Promise<string> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#asked = Promise.withResolvers();
    post({ job: this.#id, fd: this.#fd, to: this.#to, asks: true });
    return this.#asked.promise;
  }

  /** Stops hashing. The file can be closed when it resolves. */
  async stop(): Promise<void> {
    if (!jobs.has(this.#id)) return;
    this.#stopped ??= Promise.withResolvers();
    post({ job: this.#id, stop: true });
    await this.#stopped.promise;
  }

  /** Called with the thread's messages about this file. */
  receive(message: FromHashThread): void {
    if ('sha256' in message) this.#asked?.resolve(message.sha256);
    else if ('stopped' in message) this.end(new Error('the hash was stopped'));
    else this.#fail(Object.assign(new Error(message.detail), { code: message.code ?? 'FILE_CHANGED' }));
  }

  /** Called when no more messages follow. */
  end(reason: Error): void {
    jobs.delete(this.#id);
    if (jobs.size === 0) worker?.unref();
    this.#fail(reason);
    this.#stopped?.resolve();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#asked?.reject(error);
  }
}

function post(message: ToHashThread): void {
  worker ??= start();
  worker.postMessage(message);
}

function start(): Worker {
  const started = new Worker(entry, { name: 'portside-hash' });
  let reason = new Error('the hashing thread ended');
  const failed = (failure: Error) => giveUp(started, failure);
  const onMessage = (message: FromHashThread) => jobs.get(message.job)?.receive(message);
  const onError = (error: unknown) => {
    reason = error instanceof Error ? error : new Error(String(error));
  };
  const onExit = () => {
    if (worker !== started) return;
    logFromEngine('warn', 'threadStopped', { thread: 'hashes' }, reason);
    giveUp(started, reason);
  };
  started.on('message', owned({ failed }, 'hashThread.message', onMessage));
  started.on('error', owned({ failed }, 'hashThread.error', onError));
  started.on('exit', owned({ failed }, 'hashThread.exit', onExit));
  return started;
}

/** Ends the thread and its jobs; the next job starts another one. */
function giveUp(thread: Worker, reason: Error): void {
  if (worker !== thread) return;
  worker = undefined;
  startOwned(noConversation, 'hashThread.terminate', () => thread.terminate());
  for (const job of [...jobs.values()]) job.end(reason);
}
