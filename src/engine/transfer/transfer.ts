/**
 * One transfer in progress: its figures, and how it is paused, cancelled and ended. Code that moves its bytes awaits
 * `mayGo` before each step.
 */
import { randomUUID } from 'node:crypto';
import { SocketError } from '../../core/socketError.ts';
import {
  hasEnded,
  type TransferAnswer,
  type TransferMode,
  type TransferQuestion,
  type TransferSnapshot,
  type TransferState,
} from '../../core/transfer/transferSnapshot.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import type { Owner } from '../owned.ts';
import { RateMeter } from './rateMeter.ts';

export interface TransferOptions {
  readonly endpoint: string;
  readonly peer: PeerIdentity;
  readonly direction: 'in' | 'out';
  readonly mode: TransferMode;
  readonly name: string;
  /** Number of its files. */
  readonly files?: number;
  /** Files and bytes that an earlier attempt sent. */
  readonly done?: { readonly files: number; readonly bytes: number } | undefined;
  readonly size?: number;
  readonly path?: string;
  /** Called when something that the snapshot shows has changed. */
  readonly onChange: (transfer: Transfer) => void;
}

/** Facts about a file that are known when it is complete. */
export interface WholeFile {
  readonly path?: string;
  readonly sha256?: string;
  readonly mediaType?: string;
}

/** Progress of a transfer. */
type Figures = Pick<TransferSnapshot, 'bytes' | 'files' | 'datagrams'>;

export class Transfer implements Owner {
  readonly id = randomUUID();
  /** Resolves when it has ended, whatever the outcome. */
  readonly ended: Promise<TransferSnapshot>;
  readonly peer: PeerIdentity;
  readonly direction: 'in' | 'out';
  /** Returns true if it can be retried after it ended in this state. */
  isRetriableAfter: (state: TransferState) => boolean = () => false;
  readonly #onChange: TransferOptions['onChange'];
  readonly #abort = new AbortController();
  readonly #meter = new RateMeter();
  readonly #ending = Promise.withResolvers<TransferSnapshot>();
  readonly #queuedMs = Date.now();
  readonly #about: Pick<TransferSnapshot, 'endpoint' | 'direction' | 'mode'>;
  #facts: Pick<TransferSnapshot, 'name' | 'size' | 'path' | 'sha256' | 'mediaType' | 'resumedAt' | 'replaces'>;
  #files: { done: number; total: number };
  #bytes: number;
  #datagrams = 0;
  #doneBytes: number;
  #state: TransferState = 'queued';
  #asks: { readonly question: TransferQuestion; readonly answered: PromiseWithResolvers<TransferAnswer> } | undefined;
  #endedMs: number | undefined;
  #failure: SocketError | undefined;
  /**
   * Set while it is paused: the figures at that time, without the bytes still on their way, and a promise that resolves
   * when it continues.
   */
  #paused: { readonly figures: Figures; readonly over: PromiseWithResolvers<void> } | undefined;
  #lost: SocketError | undefined;

  constructor({ endpoint, peer, direction, mode, name, files = 1, done, size, path, onChange }: TransferOptions) {
    this.peer = peer;
    this.direction = direction;
    this.#about = { endpoint, direction, mode };
    this.#facts = { name, ...(size !== undefined && { size }), ...(path !== undefined && { path }) };
    this.#files = { done: done?.files ?? 0, total: files };
    this.#bytes = done?.bytes ?? 0;
    this.#doneBytes = this.#bytes;
    this.#onChange = onChange;
    this.ended = this.#ending.promise;
  }

  get snapshot(): TransferSnapshot {
    const isMoving = this.#state === 'running';
    const paused = isMoving ? this.#paused : undefined;
    return {
      id: this.id,
      ...this.#about,
      peer: { id: this.peer.id, address: this.peer.address },
      ...this.#facts,
      ...(paused?.figures ?? this.#figures),
      state: paused ? 'paused' : this.#state,
      ...(this.#asks && { asks: this.#asks.question }),
      bytesPerSecond: isMoving && !paused ? this.#meter.rate(this.#bytes, performance.now()) : 0,
      queuedMs: this.#queuedMs,
      ...(this.#endedMs !== undefined && { endedMs: this.#endedMs }),
      ...(this.#failure && { failure: this.#failure.failure }),
      canRetry: this.isRetriableAfter(this.#state),
    };
  }

  /** Aborted when it is cancelled; its reason is a SocketError. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** True if `mayGo` would resolve immediately. */
  get isGoing(): boolean {
    return !this.#paused && !this.signal.aborted;
  }

  /** Resolves when the next step may be taken: immediately unless it is paused. Rejects with a SocketError if it is cancelled. */
  async mayGo(): Promise<void> {
    await this.#paused?.over.promise;
    this.signal.throwIfAborted();
  }

  pause(): void {
    if (hasEnded(this.snapshot) || this.#paused) return;
    this.#paused = { figures: this.#figures, over: Promise.withResolvers() };
    this.#changed();
  }

  resume(): void {
    this.#paused?.over.resolve();
    this.#paused = undefined;
    this.#meter.forget();
    this.#changed();
  }

  /** Stops it for this reason. Does nothing if it has ended. */
  cancel(reason: SocketError = new SocketError('CANCELLED')): void {
    if (hasEnded(this.snapshot)) return;
    this.#abort.abort(reason);
    this.#asks?.answered.reject(reason);
    this.resume();
  }

  /** As an owner of callbacks, it is cancelled: the code that moves its bytes reports why. */
  failed(failure: SocketError): void {
    this.cancel(failure);
  }

  /** Called when it can't be completed any more: received bytes are still written, but the user isn't waited for. */
  lose(reason: SocketError): void {
    this.#lost = reason;
    const { state } = this.snapshot;
    if (state === 'asking' || state === 'paused') this.cancel(reason);
  }

  /** Waits until the user accepts. Rejects with a SocketError if it is cancelled, lost or declined. */
  async ask(question: TransferQuestion): Promise<void> {
    this.signal.throwIfAborted();
    if (this.#lost) throw this.#lost;
    const answered = Promise.withResolvers<TransferAnswer>();
    this.#asks = { question, answered };
    this.become('asking');
    try {
      const { accept } = await answered.promise;
      if (!accept) throw new SocketError('DECLINED');
    } finally {
      this.#asks = undefined;
    }
  }

  get isAsking(): boolean {
    return this.#asks !== undefined;
  }

  answer(answer: TransferAnswer): void {
    if (answer.to === undefined || answer.to === this.#asks?.question) this.#asks?.answered.resolve(answer);
  }

  become(state: 'queued' | 'asking' | 'checking' | 'running'): void {
    this.#state = state;
    if (this.#paused) this.#paused = { ...this.#paused, figures: this.#figures };
    this.#meter.forget();
    this.#changed();
  }

  /** Adds facts that became known in the meantime. */
  learn(
    facts: Partial<Pick<TransferSnapshot, 'name' | 'size' | 'path' | 'mediaType' | 'resumedAt' | 'replaces'>>,
  ): void {
    this.#facts = { ...this.#facts, ...facts };
    if (facts.resumedAt !== undefined) this.#bytes += facts.resumedAt;
    this.#changed();
  }

  /** Counts bytes that were sent or received, and their datagrams if it is split into them. */
  advance(bytes: number, datagrams = 0): void {
    this.#meter.record(this.#bytes, performance.now());
    this.#bytes += bytes;
    this.#datagrams += datagrams;
    this.#changed();
  }

  /** Number of finished files, and of their bytes. */
  get done(): { readonly files: number; readonly bytes: number } {
    return { files: this.#files.done, bytes: this.#doneBytes };
  }

  fileDone(): void {
    this.#files.done++;
    this.#doneBytes = this.#bytes;
    this.#changed();
  }

  /** Ends it as complete. */
  succeed(facts: WholeFile = {}): void {
    if (hasEnded(this.snapshot)) return;
    this.#facts = { ...this.#facts, size: this.#bytes, ...facts };
    this.#end('done');
  }

  /** Ends it early: as cancelled if the user cancelled or declined it, otherwise as failed. */
  fail(failure: SocketError): void {
    if (hasEnded(this.snapshot)) return;
    this.#failure = failure;
    this.#end(failure.code === 'CANCELLED' || failure.code === 'DECLINED' ? 'cancelled' : 'failed');
  }

  get #figures(): Figures {
    const isCut = this.#about.mode === 'datagrams';
    return { bytes: this.#bytes, files: { ...this.#files }, ...(isCut && { datagrams: this.#datagrams }) };
  }

  #end(state: 'done' | 'failed' | 'cancelled'): void {
    this.#state = state;
    this.#endedMs = Date.now();
    this.#changed();
    this.#ending.resolve(this.snapshot);
  }

  #changed(): void {
    this.#onChange(this);
  }
}
