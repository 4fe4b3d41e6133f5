/** One transfer on its way: its figures, and what pauses, cancels and ends it. Who moves the bytes asks `mayGo` before each step. */
import { randomUUID } from 'node:crypto';
import { SocketError } from '../../core/socketError.ts';
import {
  hasEnded,
  type TransferAnswer,
  type TransferMode,
  type TransferQuestion,
  type TransferSnapshot,
  type TransferState,
} from '../../core/transfer/transfer.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';
import { RateMeter } from './rateMeter.ts';

export interface TransferOptions {
  readonly endpoint: string;
  readonly peer: TranscriptPeer;
  readonly direction: 'in' | 'out';
  readonly mode: TransferMode;
  readonly name: string;
  /** How many files it has. */
  readonly files?: number;
  /** Those of them that an earlier attempt has sent. */
  readonly done?: { readonly files: number; readonly bytes: number } | undefined;
  readonly size?: number;
  readonly path?: string;
  /** Something that the snapshot shows has changed. */
  readonly onChange: (transfer: Transfer) => void;
}

/** What is known of a file when it is whole. */
export interface WholeFile {
  readonly path?: string;
  readonly sha256?: string;
  readonly mediaType?: string;
}

export class Transfer {
  readonly id = randomUUID();
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<TransferSnapshot>;
  readonly peer: TranscriptPeer;
  readonly direction: 'in' | 'out';
  /** Whether whoever listed it can begin it again after such an end. */
  isRetriableAfter: (state: TransferState) => boolean = () => false;
  readonly #onChange: TransferOptions['onChange'];
  readonly #abort = new AbortController();
  readonly #meter = new RateMeter();
  readonly #ending = Promise.withResolvers<TransferSnapshot>();
  readonly #queuedMs = Date.now();
  readonly #about: Pick<TransferSnapshot, 'endpoint' | 'direction' | 'mode'>;
  #facts: Pick<TransferSnapshot, 'name' | 'size' | 'path' | 'sha256' | 'mediaType' | 'resumedAt'>;
  #files: { done: number; total: number };
  #bytes: number;
  #doneBytes: number;
  #state: TransferState = 'queued';
  #asks: { readonly question: TransferQuestion; readonly answered: PromiseWithResolvers<TransferAnswer> } | undefined;
  #endedMs: number | undefined;
  #failure: SocketError | undefined;
  #going: PromiseWithResolvers<void> | undefined;
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
    return {
      id: this.id,
      ...this.#about,
      peer: { id: this.peer.id, address: this.peer.address },
      ...this.#facts,
      files: { ...this.#files },
      bytes: this.#bytes,
      state: this.#going && isMoving ? 'paused' : this.#state,
      ...(this.#asks && { asks: this.#asks.question }),
      bytesPerSecond: isMoving && !this.#going ? this.#meter.rate(this.#bytes, performance.now()) : 0,
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

  /** Resolves when the next step may be taken: at once unless it is paused. Rejects with a SocketError when it is cancelled. */
  async mayGo(): Promise<void> {
    if (this.#going) await this.#going.promise;
    this.signal.throwIfAborted();
  }

  pause(): void {
    if (hasEnded(this.snapshot) || this.#going) return;
    this.#going = Promise.withResolvers();
    this.#changed();
  }

  resume(): void {
    this.#going?.resolve();
    this.#going = undefined;
    this.#meter.forget();
    this.#changed();
  }

  /** Stops it, for this reason. Nothing happens when it has ended. */
  cancel(reason: SocketError = new SocketError('CANCELLED')): void {
    if (hasEnded(this.snapshot)) return;
    this.#abort.abort(reason);
    this.#asks?.answered.reject(reason);
    this.resume();
  }

  /** It will not be whole: what came of it is still written, but no person is asked or waited for, now or later. */
  lose(reason: SocketError): void {
    this.#lost = reason;
    const { state } = this.snapshot;
    if (state === 'asking' || state === 'paused') this.cancel(reason);
  }

  /** Waits for a person. Rejects with a SocketError when it is cancelled, lost or declined. */
  async ask(question: TransferQuestion): Promise<string | undefined> {
    this.signal.throwIfAborted();
    if (this.#lost) throw this.#lost;
    const answered = Promise.withResolvers<TransferAnswer>();
    this.#asks = { question, answered };
    this.become('asking');
    try {
      const answer = await answered.promise;
      if (!answer.accept) throw new SocketError('DECLINED');
      return answer.directory;
    } finally {
      this.#asks = undefined;
    }
  }

  get isAsking(): boolean {
    return this.#asks !== undefined;
  }

  answer(answer: TransferAnswer): void {
    this.#asks?.answered.resolve(answer);
  }

  become(state: 'queued' | 'asking' | 'checking' | 'running'): void {
    this.#state = state;
    this.#meter.forget();
    this.#changed();
  }

  /** What was learned of it meanwhile. */
  learn(facts: Partial<Pick<TransferSnapshot, 'name' | 'size' | 'path' | 'mediaType' | 'resumedAt'>>): void {
    this.#facts = { ...this.#facts, ...facts };
    if (facts.resumedAt !== undefined) this.#bytes += facts.resumedAt;
    this.#changed();
  }

  /** More bytes were sent or received. */
  advance(bytes: number): void {
    this.#meter.saw(this.#bytes, performance.now());
    this.#bytes += bytes;
    this.#changed();
  }

  /** The files that are through, and their bytes. */
  get done(): { readonly files: number; readonly bytes: number } {
    return { files: this.#files.done, bytes: this.#doneBytes };
  }

  fileDone(): void {
    this.#files.done++;
    this.#doneBytes = this.#bytes;
    this.#changed();
  }

  /** It is whole. */
  succeed(facts: WholeFile = {}): void {
    if (hasEnded(this.snapshot)) return;
    this.#facts = { ...this.#facts, size: this.#bytes, ...facts };
    this.#end('done');
  }

  /** It ended early: cancelled where its signal is aborted by a person, failed else. */
  fail(failure: SocketError): void {
    if (hasEnded(this.snapshot)) return;
    this.#failure = failure;
    this.#end(failure.code === 'CANCELLED' || failure.code === 'DECLINED' ? 'cancelled' : 'failed');
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
