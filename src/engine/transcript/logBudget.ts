/**
 * Keeps the logs of one window within their common limits: the oldest segments leave memory, then the disk, whichever
 * log they belong to. Segments kept only for an undo are dropped before all others.
 */
import { SocketError } from '../../core/socketError.ts';
import type { TranscriptBound } from '../../core/transcriptEntry.ts';
import { defaultLogBounds, type LogBounds } from './logBounds.ts';
import type { Segment } from './segment.ts';
import { StorageState } from './storageState.ts';

/** The log that a segment is part of. */
export interface SegmentOwner {
  /** Completes a segment: new records are added to a new one. */
  seal(segment: Segment): void;
  /** Drops a segment and the older ones of its log, since a log has no gaps. Spare segments are always the oldest. */
  drop(segment: Segment): void;
}

/** Minimum number of segments that fill a limit. */
const leastSegments = 8;

interface Held {
  readonly segment: Segment;
  readonly owner: SegmentOwner;
}

export class LogBudget {
  /** Limits reached, and write failures of the logs. */
  readonly storage: StorageState;
  #bounds: LogBounds;
  /** Ordered by age. */
  #held: Held[] = [];
  #diskBytes = 0;
  #rows = 0;
  #peers = 0;
  #cachedBytes = 0;
  #pendingBytes = 0;
  #enforcing = false;
  #waiting: (() => void)[] = [];
  /** Called when there is room again, or when writing to the disk begins to fail. */
  #watching: (() => void)[] = [];

  constructor(bounds: LogBounds = defaultLogBounds, storage = new StorageState()) {
    this.#bounds = bounds;
    this.storage = storage;
  }

  get bounds(): LogBounds {
    return this.#bounds;
  }

  set bounds(bounds: LogBounds) {
    this.#bounds = bounds;
    this.storage.forgetBounds();
    this.enforce();
  }

  /**
   * Returns true if a segment is complete, given the bytes to be added. Segments are small enough that dropping the
   * oldest one loses little.
   */
  isComplete({ size, rows, newPeers }: Segment, moreBytes: number): boolean {
    const { segmentBytes, diskBytes, rows: maxRows, peers: maxPeers } = this.#bounds;
    if (rows >= maxRows / leastSegments || newPeers >= maxPeers / leastSegments) return true;
    return size + moreBytes > Math.min(segmentBytes, diskBytes / leastSegments);
  }

  /** True if too much waits for the disk: pause reading until `drained()`. */
  get saturated(): boolean {
    return this.#pendingBytes > this.#bounds.pendingBytes;
  }

  /** Resolves when the logs are no longer saturated. */
  drained(): Promise<void> {
    if (!this.saturated) return Promise.resolve();
    return new Promise(resolve => this.#waiting.push(resolve));
  }

  /**
   * DISK_FULL if nothing more should be recorded, since the logs are saturated and the disk can't be written. Undefined
   * if there is room, or if the disk is only slow.
   */
  get refusal(): SocketError | undefined {
    const { failure } = this.storage;
    return this.saturated && failure
      ? new SocketError('DISK_FULL', { reason: failure.code, detail: failure.params.detail ?? '' })
      : undefined;
  }

  /** Resolves when the logs are no longer saturated, or when a log can't be written. */
  roomChanged(): Promise<void> {
    if (!this.saturated) return Promise.resolve();
    return new Promise(resolve => this.#watching.push(resolve));
  }

  /** Reports that a log, or a file beside it, can't be written, until `writes` is called with it. */
  fails(log: object, error: unknown): void {
    this.storage.fails(log, error);
    this.#announceRoom();
  }

  /** Reports that it can be written again. */
  writes(log: object): void {
    this.storage.writes(log);
  }

  /** Adds a segment, the youngest of all, and counts its current size. */
  add(segment: Segment, owner: SegmentOwner): void {
    this.#held.push({ segment, owner });
    this.#diskBytes += segment.size;
    this.#rows += segment.rows;
    this.#peers += segment.newPeers;
  }

  /** Counts bytes, and possibly an entry, that were added to a segment in memory. */
  appended(bytes: number, rows: number): void {
    this.#diskBytes += bytes;
    this.#cachedBytes += bytes;
    this.#pendingBytes += bytes;
    this.#rows += rows;
  }

  /** Counts a peer whose first entry is about to be added. */
  appendedPeer(): void {
    this.#peers++;
  }

  /** Counts written bytes that have to be written again from memory. */
  lost(bytes: number): void {
    this.#pendingBytes += bytes;
  }

  written(bytes: number): void {
    this.#pendingBytes -= bytes;
    if (this.saturated) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#announceRoom();
  }

  /** Uncounts segments that are gone. */
  remove(gone: readonly Segment[]): void {
    const all = new Set(gone);
    this.#held = this.#held.filter(({ segment }) => !all.has(segment));
    for (const segment of gone) {
      this.#diskBytes -= segment.size;
      this.#rows -= segment.rows;
      this.#peers -= segment.newPeers;
      this.#cachedBytes -= segment.cachedBytes;
      this.written(segment.pendingBytes);
    }
  }

  /** Brings the logs within their limits. Calls that the owners make in response do nothing. */
  enforce(): void {
    if (this.#enforcing) return;
    this.#enforcing = true;
    for (let bound = this.#exceeded(); bound; bound = this.#exceeded()) {
      const [oldest] = this.#firstToGo;
      if (!oldest) break;
      const { isSpare } = oldest.segment;
      oldest.owner.drop(oldest.segment);
      // Dropping entries kept only for an undo isn't worth a notice.
      if (!isSpare) this.storage.reached(bound);
    }
    if (this.#cachedBytes > this.#bounds.memoryBytes) this.#trimMemory();
    this.#enforcing = false;
  }

  #announceRoom(): void {
    for (const resolve of this.#watching.splice(0)) resolve();
  }

  /** Segments in the order in which they are dropped: by age, spare ones before the others. */
  get #firstToGo(): Held[] {
    const { spare = [], needed = [] } = Object.groupBy(this.#held, ({ segment }) =>
      segment.isSpare ? 'spare' : 'needed',
    );
    return [...spare, ...needed];
  }

  #exceeded(): TranscriptBound | undefined {
    if (this.#diskBytes > this.#bounds.diskBytes) return 'disk';
    if (this.#rows > this.#bounds.rows) return 'rows';
    return this.#peers > this.#bounds.peers ? 'peers' : undefined;
  }

  #trimMemory(): void {
    for (const { segment, owner } of this.#firstToGo) {
      if (this.#cachedBytes <= this.#bounds.memoryBytes) return;
      if (segment.cachedBytes === 0 || segment.pendingBytes > 0) continue;
      this.#cachedBytes -= segment.cachedBytes;
      owner.seal(segment);
      segment.leaveMemory();
      if (!segment.isSpare) this.storage.reached('memory');
    }
  }
}
