/**
 * Reports which frames of an endpoint's peers have been incomplete for a second. One timer watches all of them: it
 * runs only while a frame has begun that isn't reported yet.
 */
import type { IncompleteMessage, IncompleteMessages } from '../../core/endpointSnapshot.ts';
import { type Owner, owned } from '../owned.ts';
import type { PeerIdentity } from './peerIdentity.ts';

export const incompleteMs = 1000;
/** Thousands of frames that began one after another are looked at together. */
const leastWaitMs = 50;

/** A stream whose last frame may stay incomplete. */
export interface WatchedStream {
  readonly peer: Pick<PeerIdentity, 'id' | 'address'>;
  /** When its frame is to be reported; infinite while nothing is read, and undefined if no frame has begun. */
  readonly dueMs: number | undefined;
  /** The frame, once it is reported. */
  readonly incomplete: IncompleteMessage | undefined;
  /** Called when it is taken off the watched ones. */
  unwatched(): void;
  /** Reports the frame from now on until it is complete. */
  report(): void;
}

export class IncompleteFrames {
  readonly #onChange: () => void;
  readonly #onTime: () => void;
  /** Streams in which a frame has begun since the last look, although it may be complete by now. */
  readonly #watched = new Set<WatchedStream>();
  /** In the order in which they were reported. */
  readonly #reported = new Set<WatchedStream>();
  #timer: NodeJS.Timeout | undefined;

  /** `onChange` is called when another frame is reported, or one no longer. */
  constructor(owner: Owner, onChange: () => void) {
    this.#onChange = onChange;
    this.#onTime = owned(owner, 'incompleteFrames.look', () => this.#look());
  }

  /** Undefined if no frame is reported. */
  get snapshot(): IncompleteMessages | undefined {
    const [first] = this.#reported;
    const incomplete = first?.incomplete;
    if (!first || !incomplete) return undefined;
    const { id, address } = first.peer;
    return { peers: this.#reported.size, first: { peer: id, address, ...incomplete } };
  }

  watch(stream: WatchedStream): void {
    this.#watched.add(stream);
    this.#timer ??= setTimeout(this.#onTime, incompleteMs).unref();
  }

  /** Called when a frame that was reported is complete, or dropped. */
  completed(stream: WatchedStream): void {
    this.#reported.delete(stream);
    this.#onChange();
  }

  #look(): void {
    this.#timer = undefined;
    const nowMs = performance.now();
    const reported = this.#reported.size;
    let nextMs = nowMs + incompleteMs;
    for (const stream of this.#watched) {
      const { dueMs } = stream;
      if (dueMs !== undefined && dueMs > nowMs) {
        nextMs = Math.min(nextMs, dueMs);
        continue;
      }
      this.#watched.delete(stream);
      if (dueMs === undefined) stream.unwatched();
      else {
        this.#reported.add(stream);
        stream.report();
      }
    }
    const waitMs = Math.max(leastWaitMs, Math.ceil(nextMs - nowMs));
    if (this.#watched.size > 0) this.#timer = setTimeout(this.#onTime, waitMs).unref();
    if (this.#reported.size > reported) this.#onChange();
  }
}
