/** The engine of this window: a worker that starts on first use, and again after it died. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EngineCalls, EngineEvents, EngineStart } from '../core/calls.ts';
import { SocketError } from '../core/socketError.ts';
import type { TranscriptBounds } from '../core/transcriptEntry.ts';
import type { ReceiveSettings } from '../core/transfer/transferSnapshot.ts';
import { EngineWorker, type EngineWorkerOptions } from './engineWorker.ts';
import { unawaited } from './unawaited.ts';

/** More than a worker ever opens, and small enough for exact numbers. */
const numbersOfOneWorker = 2 ** 32;

export interface EnginePlace {
  /** The worker's bundle. */
  readonly entry: string;
  /** Folder for the transcripts of all sessions. */
  readonly storage: string;
  /** The window that the session belongs to. */
  readonly window: EngineStart['window'];
}

/** Settings passed to an engine when it starts, and whenever they change. */
export type EngineSettings = Pick<EngineStart, 'bounds' | 'receiving'>;

/** Cancellation and progress of a long call. */
export interface CallWatch {
  /** Cancels the call. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

interface EngineListener {
  readonly events: Omit<EngineEvents, 'progress'>;
  /** Called when the worker stopped unexpectedly. */
  readonly onStop: EngineWorkerOptions['onStop'];
  /** Called when a worker starts; `start` is 1 for the first of this window. */
  readonly onStart: (start: number) => void;
  readonly onCall: EngineWorkerOptions['onCall'];
}

export class WindowEngine {
  readonly #entry: string;
  readonly #session: Pick<EngineStart, 'directory' | 'storage' | 'window'>;
  readonly #listener: EngineListener;
  readonly #watched = new Map<string, CallWatch>();
  #settings: EngineSettings;
  #isDisposed = false;
  /** Error with which the last worker died. */
  #stopped: Error | undefined;
  #workers = 0;
  #worker: EngineWorker | undefined;

  constructor({ entry, storage, window }: EnginePlace, settings: EngineSettings, listener: EngineListener) {
    this.#entry = entry;
    this.#session = { storage, window, directory: join(storage, `${process.pid}-${randomUUID()}`) };
    this.#settings = settings;
    this.#listener = listener;
  }

  /** The running worker; undefined before the first is needed, and after one died. */
  get worker(): EngineWorker | undefined {
    return this.#worker;
  }

  /** @throws SocketError ENGINE_STOPPED if there is no worker. */
  get calls(): EngineCalls {
    if (this.#worker) return this.#worker.calls;
    throw new SocketError('ENGINE_STOPPED', { detail: this.#stopped?.message ?? '' }, { cause: this.#stopped });
  }

  get receiving(): ReceiveSettings {
    return this.#settings.receiving;
  }

  /** Returns the worker, starting one if none is running. @throws SocketError ENGINE_STOPPED in a window that is closing. */
  start(): EngineWorker {
    if (this.#isDisposed) throw new SocketError('ENGINE_STOPPED', { detail: '' });
    this.#worker ??= this.#create();
    return this.#worker;
  }

  /** Makes a call that can be cancelled and reports progress. Rejects with CANCELLED once the signal is aborted. */
  async longCall<T>(watch: CallWatch, make: (calls: EngineCalls, call: string) => Promise<T>): Promise<T> {
    if (watch.signal.aborted) throw new SocketError('CANCELLED');
    const { calls } = this;
    const call = randomUUID();
    const cancel = () => unawaited(calls.cancel(call));
    this.#watched.set(call, watch);
    watch.signal.addEventListener('abort', cancel);
    try {
      return await make(calls, call);
    } finally {
      watch.signal.removeEventListener('abort', cancel);
      this.#watched.delete(call);
    }
  }

  async setBounds(bounds: TranscriptBounds): Promise<void> {
    this.#settings = { ...this.#settings, bounds };
    await this.#worker?.calls.setBounds(bounds);
  }

  async setReceiving(receiving: ReceiveSettings): Promise<void> {
    this.#settings = { ...this.#settings, receiving };
    await this.#worker?.calls.setReceiveSettings(receiving);
  }

  /** Closes every socket. No worker is started after that. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.stop();
  }

  #create(): EngineWorker {
    const { onCall, onStart } = this.#listener;
    const worker = new EngineWorker({
      entry: this.#entry,
      start: { ...this.#session, ...this.#settings, firstNumber: numbersOfOneWorker * this.#workers },
      events: {
        ...this.#listener.events,
        progress: (call, done, total) => this.#watched.get(call)?.onProgress(done, total),
      },
      onStop: (reason, livedMs, exitCode) => {
        this.#worker = undefined;
        this.#stopped = reason;
        this.#listener.onStop(reason, livedMs, exitCode);
      },
      onCall,
    });
    this.#workers++;
    onStart(this.#workers);
    return worker;
  }
}
