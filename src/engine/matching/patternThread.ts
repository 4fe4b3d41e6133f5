/**
 * Thread for patterns that could block the engine's. It is started with the first job and runs one job at a time; a job
 * that misses its deadline is ended along with the thread, and the others continue on a new one.
 */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { logFromEngine } from '../engineLog.ts';
import { ItemQueue } from '../itemQueue.ts';
import { noConversation, type Owner, owned, startOwned } from '../owned.ts';
import { copyInTurns } from '../turns/copyInTurns.ts';
import type { FromPatternThread, PatternJob, PatternResult, PatternResults } from './patternJobs.ts';

/** In the bundle, the worker is next to it. */
const workerFile = join(import.meta.dirname, `patternWorker${extname(import.meta.filename)}`);
/** Time limit for a job, counted from when the thread begins it. */
const defaultDeadlineMs = 1000;
/** Memory limits of the thread. A job that exceeds them ends along with the thread. */
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** A pattern or search that missed the deadline. */
export class PatternTimeout extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`the pattern took longer than ${ms} ms`);
    this.ms = ms;
  }
}

export interface JobOptions {
  /** Requester of the job. Owners take turns, so that one with many jobs doesn't delay the others. */
  readonly owner: object;
  /** Withdraws the job. */
  readonly signal: AbortSignal;
}

interface WaitingJob extends JobOptions {
  readonly id: number;
  readonly job: PatternJob;
  readonly settled: PromiseWithResolvers<PatternResult>;
}

export class PatternThread implements Owner {
  readonly #deadlineMs: number;
  readonly #file: string;
  /** Jobs by owner, including withdrawn ones until their turn. The owner whose turn is next comes first. */
  readonly #waiting = new Map<object, ItemQueue<WaitingJob>>();
  #current: WaitingJob | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;
  /** Threads that are being terminated. */
  readonly #ending = new Set<Promise<unknown>>();

  constructor(deadlineMs = defaultDeadlineMs, file = workerFile) {
    this.#deadlineMs = deadlineMs;
    this.#file = file;
  }

  /**
   * Runs a job on a copy of its bytes. Rejects with PatternTimeout after the deadline, with the signal's reason, and with an Error if the
   * thread dies from the job.
   */
  run<K extends PatternJob['kind']>(
    job: PatternJob & { readonly kind: K },
    options: JobOptions,
  ): Promise<PatternResults[K]> {
    const { owner, signal } = options;
    if (signal.aborted) return Promise.reject(signal.reason);
    const settled = Promise.withResolvers<PatternResult>();
    const waiting: WaitingJob = { ...options, id: ++this.#lastId, job, settled };
    const jobs = this.#waiting.get(owner) ?? new ItemQueue();
    jobs.push(waiting);
    this.#waiting.set(owner, jobs);
    // A job that is running is left to finish, since only its deadline can stop it.
    const withdraw = owned({ failed: settled.reject }, 'patternThread.withdraw', () => settled.reject(signal.reason));
    signal.addEventListener('abort', withdraw);
    this.#next();
    return settled.promise.finally(() => signal.removeEventListener('abort', withdraw)) as Promise<PatternResults[K]>;
  }

  /** Resolves when the thread has ended, and those before it; the next job starts another one. */
  async stop(): Promise<void> {
    await Promise.all([this.#worker?.terminate(), ...this.#ending]);
  }

  #next(): void {
    if (this.#current) return;
    for (const [owner, jobs] of this.#waiting) {
      const job = takeJob(jobs);
      this.#waiting.delete(owner);
      if (jobs.length > 0) this.#waiting.set(owner, jobs);
      if (!job) continue;
      this.#current = job;
      this.#begin(job);
      return;
    }
    this.#worker?.unref();
  }

  #begin(job: WaitingJob): void {
    const onFailed = (error: unknown) => this.#settle(() => job.settled.reject(error));
    this.#post(job).catch(owned(this, 'patternThread.post', onFailed));
  }

  async #post({ id, job, signal }: WaitingJob): Promise<void> {
    const bytes = await copyInTurns(job.bytes, signal);
    signal.throwIfAborted();
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({ id, job: { ...job, bytes } }, [bytes.buffer]);
  }

  #received(message: FromPatternThread): void {
    const job = this.#current;
    if (job?.id !== message.id) return;
    if ('started' in message)
      this.#timer = setTimeout(
        owned(this, 'patternThread.deadline', () => this.#late(job)),
        this.#deadlineMs,
      );
    else if ('problem' in message) this.#settle(() => job.settled.reject(patternError(message.problem)));
    else this.#settle(() => job.settled.resolve(message.result));
  }

  /** Handles a missed deadline, in a later turn: the result may have arrived while this thread itself was busy. */
  #late(job: WaitingJob): void {
    const giveUp = owned(this, 'patternThread.late', () => {
      if (this.#current !== job) return;
      logFromEngine('info', 'patternTimedOut', { ms: this.#deadlineMs });
      this.#giveUp(new PatternTimeout(this.#deadlineMs));
    });
    setImmediate(giveUp);
  }

  failed(failure: Error): void {
    this.#giveUp(failure);
  }

  /** Ends the thread along with its current job; the next one starts another thread. */
  #giveUp(reason: Error): void {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) startOwned(noConversation, 'patternThread.terminate', () => this.#end(worker));
    const job = this.#current;
    if (job) this.#settle(() => job.settled.reject(reason));
  }

  async #end(worker: Worker): Promise<void> {
    const ended = worker.terminate();
    this.#ending.add(ended);
    await ended;
    this.#ending.delete(ended);
  }

  #settle(settle: () => void): void {
    clearTimeout(this.#timer);
    this.#current = undefined;
    settle();
    this.#next();
  }

  #start(): Worker {
    const started = new Worker(this.#file, { name: 'portside-patterns', resourceLimits });
    let reason = new Error('the pattern thread ended');
    const onMessage = (message: FromPatternThread) => this.#received(message);
    const onError = (error: unknown) => {
      reason = error instanceof Error ? error : new Error(String(error));
    };
    const onExit = () => {
      // A thread that was terminated has already been replaced.
      if (this.#worker !== started) return;
      logFromEngine('warn', 'threadStopped', { thread: 'patterns' }, reason);
      this.#giveUp(reason);
    };
    started.on('message', owned(this, 'patternThread.message', onMessage));
    started.on('error', owned(this, 'patternThread.error', onError));
    started.on('exit', owned(this, 'patternThread.exit', onExit));
    return started;
  }
}

/** Takes the first job that wasn't withdrawn, and the withdrawn ones before it. */
function takeJob(jobs: ItemQueue<WaitingJob>): WaitingJob | undefined {
  for (let job = jobs.first; job; job = jobs.first) {
    jobs.takeFirst();
    if (!job.signal.aborted) return job;
  }
  return undefined;
}

function patternError(stack: string): Error {
  const error = new Error(stack.split('\n', 1)[0]);
  error.stack = stack;
  return error;
}

/** The pattern thread of this engine. */
export const patternThread = new PatternThread();
