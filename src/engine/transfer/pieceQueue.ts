/** Queue of data from a socket, taken piece by piece. */
import { allWaitingBytes } from './waitingBytes.ts';

export class PieceQueue<Piece> {
  readonly #bytesOf: (piece: Piece) => number;
  readonly #maxBytes: () => number;
  readonly #onRoom: () => void;
  #pieces: Piece[] = [];
  #next = 0;
  #bytes = 0;
  #waiting: PromiseWithResolvers<Piece | undefined> | undefined;
  #ended = false;
  #failure: Error | undefined;

  /** The queue is full above `maxBytes`, evaluated each time. `onRoom` is called when taking pieces ends that, and when it is empty. */
  constructor(bytesOf: (piece: Piece) => number, maxBytes: () => number, onRoom: () => void) {
    this.#bytesOf = bytesOf;
    this.#maxBytes = maxBytes;
    this.#onRoom = onRoom;
  }

  get isFull(): boolean {
    return this.#bytes > this.#maxBytes();
  }

  /** True while a caller waits for the next piece. */
  get isAwaited(): boolean {
    return this.#waiting !== undefined;
  }

  push(piece: Piece): void {
    if (this.#failure) return;
    if (this.#waiting) this.#answer(waiting => waiting.resolve(piece));
    else {
      this.#pieces.push(piece);
      this.#count(this.#bytesOf(piece));
    }
  }

  /** Called when no more pieces follow. */
  end(): void {
    this.#ended = true;
    this.#answer(waiting => waiting.resolve(undefined));
  }

  /** Rejects the consumer, and drops all data. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#pieces = [];
    this.#next = 0;
    this.#count(-this.#bytes);
    this.#answer(waiting => waiting.reject(error));
    this.#onRoom();
  }

  /** Returns the next piece, or undefined after the last. Only one call at a time. Rejects after `fail`, and with the signal's reason. */
  async take(signal?: AbortSignal): Promise<Piece | undefined> {
    if (this.#failure) throw this.#failure;
    signal?.throwIfAborted();
    if (this.#next < this.#pieces.length) return this.#takeFirst();
    if (this.#ended) return undefined;
    this.#waiting = Promise.withResolvers();
    const stop = () => this.#answer(waiting => waiting.reject(signal?.reason));
    signal?.addEventListener('abort', stop);
    try {
      return await this.#waiting.promise;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  #takeFirst(): Piece {
    const piece = this.#pieces[this.#next++] as Piece;
    if (this.#next === this.#pieces.length) {
      this.#pieces = [];
      this.#next = 0;
    }
    const wasFull = this.isFull;
    this.#count(-this.#bytesOf(piece));
    // It may have been full before the limit was raised.
    if ((wasFull || this.#pieces.length === 0) && !this.isFull) this.#onRoom();
    return piece;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    allWaitingBytes.add(bytes);
  }

  #answer(settle: (waiting: PromiseWithResolvers<Piece | undefined>) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) settle(waiting);
  }
}
