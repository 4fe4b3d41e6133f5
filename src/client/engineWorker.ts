/** The engine's worker thread, as typed calls. */
import { Worker } from 'node:worker_threads';
import type { BirpcReturn } from 'birpc';
import type { EngineCalls, EngineEvents, EngineStart, WorkerEvents } from '../core/calls.ts';
import { SocketError } from '../core/socketError.ts';
import { createRpc, type MessageChannel, type RpcOptions } from '../protocol/rpc.ts';

/** Limits the young generation: a flood fills it with garbage to the limit, and the memory stays allocated. */
const youngGenerationMiB = 32;

export interface EngineWorkerOptions {
  /** The worker's bundle. */
  readonly entry: string;
  readonly start: EngineStart;
  readonly events: EngineEvents;
  /**
   * Called when the worker stops unexpectedly after `livedMs`, with its own stack in `reason`. Pending calls are
   * rejected with ENGINE_STOPPED.
   */
  readonly onStop: (reason: Error, livedMs: number, exitCode: number) => void;
  readonly onCall?: RpcOptions['onCall'] | undefined;
}

export class EngineWorker {
  readonly calls: BirpcReturn<EngineCalls, EngineEvents>;
  readonly #worker: Worker;
  #stopping = false;

  constructor({ entry, start, events, onStop, onCall }: EngineWorkerOptions) {
    this.#worker = new Worker(entry, {
      workerData: start,
      name: 'portside-engine',
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMiB },
    });
    const port: MessageChannel = {
      post: (message, memory) => this.#worker.postMessage(message, memory),
      listen: receive => this.#worker.on('message', receive),
    };
    const workerEvents: WorkerEvents = { ...events, messageLost: detail => this.#rejectAll(new Error(detail)) };
    this.calls = createRpc<EngineCalls, WorkerEvents>(workerEvents, port, { onCall });
    this.#worker.on('messageerror', error => this.#rejectAll(error));
    const startedMs = performance.now();
    let reason: Error | undefined;
    this.#worker.on('error', error => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    this.#worker.on('exit', code => {
      const cause = reason ?? new Error(`the worker ended with exit code ${code}`);
      this.calls.$close(new SocketError('ENGINE_STOPPED', { detail: cause.message }, { cause }));
      if (!this.#stopping) onStop(cause, performance.now() - startedMs, code);
    });
  }

  /**
   * Rejects all pending calls after a message couldn't be read, here or in the worker. It may have been any of them, or
   * its answer, and that call would never settle. The worker continues with the others: a wrong failure can be
   * investigated, a hang can't.
   */
  #rejectAll(cause: Error): void {
    const { message: detail } = cause;
    void this.calls.$rejectPendingCalls(({ reject }) =>
      reject(new SocketError('INTERNAL_ERROR', { detail }, { cause })),
    );
  }

  /**
   * Closes every socket, then ends the worker. Rejects if the sockets can't be closed; the worker ends all the same.
   */
  async stop(): Promise<void> {
    this.#stopping = true;
    try {
      await this.calls.dispose();
    } finally {
      await this.#worker.terminate();
    }
  }
}
