/**
 * Follows the frame that a stream is in, to report it if it stays incomplete. Called for every read, so it allocates
 * nothing and starts no timer of its own.
 */
import type { IncompleteMessage } from '../../core/endpointSnapshot.ts';
import type { BegunFrame } from '../../core/framing/begunFrame.ts';
import { type IncompleteFrames, incompleteMs, type WatchedStream } from './incompleteFrames.ts';
import type { PeerIdentity } from './peerIdentity.ts';

const noFrame = -1;

export class FrameWatch implements WatchedStream {
  readonly peer: Pick<PeerIdentity, 'id' | 'address'>;
  readonly #all: IncompleteFrames;
  #frame: BegunFrame | undefined;
  #ordinal = noFrame;
  /** Times of `performance.now()`: when the frame began, and since when nothing is read. */
  #beganMs = 0;
  #pausedMs: number | undefined;
  /** Time since the frame began during which nothing was read: the peer may have sent the rest long ago. */
  #unreadMs = 0;
  #isWatched = false;
  /** Set once the frame is reported: ms since the epoch when it began. */
  #since: number | undefined;

  constructor(all: IncompleteFrames, peer: Pick<PeerIdentity, 'id' | 'address'>) {
    this.#all = all;
    this.peer = peer;
  }

  /** Called after each slice that was decoded, with the frame that has begun and the time of the read. */
  follow(frame: BegunFrame | undefined, readMs: number): void {
    this.#frame = frame;
    const ordinal = frame ? frame.ordinal : noFrame;
    if (ordinal === this.#ordinal) return;
    this.#ordinal = ordinal;
    this.#beganMs = readMs;
    this.#unreadMs = 0;
    if (this.#since !== undefined) {
      this.#since = undefined;
      this.#all.completed(this);
    }
    if (!frame || this.#isWatched) return;
    this.#isWatched = true;
    this.#all.watch(this);
  }

  /** Called when nothing more is read. */
  pause(): void {
    this.#pausedMs ??= performance.now();
  }

  /** Called when reading may go on, even if it wasn't paused. */
  resume(): void {
    if (this.#pausedMs === undefined) return;
    this.#unreadMs += performance.now() - Math.max(this.#pausedMs, this.#beganMs);
    this.#pausedMs = undefined;
  }

  get dueMs(): number | undefined {
    if (!this.#frame) return undefined;
    return this.#pausedMs === undefined ? this.#beganMs + this.#unreadMs + incompleteMs : Number.POSITIVE_INFINITY;
  }

  unwatched(): void {
    this.#isWatched = false;
  }

  report(): void {
    this.unwatched();
    this.#since = Math.round(Date.now() - (performance.now() - this.#beganMs));
  }

  get incomplete(): IncompleteMessage | undefined {
    if (!this.#frame || this.#since === undefined) return undefined;
    const { missing, arrived, announced } = this.#frame;
    return { since: this.#since, missing, arrived, ...(announced !== undefined && { announced }) };
  }

  /** Returns a copy of the first bytes of the frame, reported or not; undefined if there is none. */
  peek(count: number): Uint8Array | undefined {
    return this.#frame?.peek(count);
  }
}
