/** The segments of a log, oldest first, with consecutive numbers, and which of them are spare: kept only for an undo. */
import type { Segment } from './segment.ts';

export class LogSegments {
  #all: Segment[] = [];
  /** Number of the first segment that still exists. */
  #firstNumber = 0;
  #isSealed = true;
  #clearedBefore = 0;
  /** True while the whole log is kept only for an undo. */
  #isSpare = false;

  get all(): readonly Segment[] {
    return this.#all;
  }

  /** Number of the first entry that wasn't cleared. */
  get clearedBefore(): number {
    return this.#clearedBefore;
  }

  /** Number of the next segment that is added. */
  get nextNumber(): number {
    return this.#firstNumber + this.#all.length;
  }

  /** The segment to which entries may be added. Undefined if the next entry needs a new one. */
  get unsealed(): Segment | undefined {
    return this.#isSealed ? undefined : this.#all.at(-1);
  }

  /** Takes over the segments of a log that was read from disk. Entries before `clearedBefore` were cleared. */
  adopt(
    segments: readonly Segment[],
    { firstNumber, clearedBefore }: { readonly firstNumber: number; readonly clearedBefore: number },
  ): void {
    this.#all = [...segments];
    this.#firstNumber = firstNumber;
    this.#clearedBefore = clearedBefore;
    this.#isSealed = true;
    this.setAside(this.#isSpare);
  }

  find(number: number): Segment | undefined {
    return this.#all[number - this.#firstNumber];
  }

  /** Adds the segment to which the next entries are added. */
  add(segment: Segment): void {
    segment.isSpare = this.#isSpare;
    this.#all.push(segment);
    this.#isSealed = false;
  }

  /** Makes the next entry begin a new segment, if this is the last one. */
  seal(segment: Segment): void {
    if (segment === this.#all.at(-1)) this.#isSealed = true;
  }

  /** Removes this many of the oldest segments and returns them. */
  removeOldest(count: number): Segment[] {
    const removed = this.#all.splice(0, count);
    this.#firstNumber += removed.length;
    return removed;
  }

  /** Makes all segments spare: the entries before `seq` were cleared. */
  clear(seq: number): void {
    for (const segment of this.#all) segment.isSpare = true;
    this.#clearedBefore = seq;
  }

  /** Undoes a clear: segments with entries from `from` on are needed again. Returns the oldest of them. */
  takeBack(from: number, clearedBefore: number): Segment | undefined {
    this.#clearedBefore = clearedBefore;
    const needed = this.#all.filter(({ firstSeq }) => firstSeq >= from);
    for (const segment of needed) segment.isSpare = false;
    return needed[0];
  }

  /** Sets whether the whole log is kept only for an undo. */
  setAside(isSpare: boolean): void {
    this.#isSpare = isSpare;
    for (const segment of this.#all) segment.isSpare = isSpare || segment.firstSeq < this.#clearedBefore;
  }

  /** Counts the segments before the first one that is needed or begins with entry `seq` or a later one. */
  countSparesBefore(seq: number): number {
    const kept = this.#all.findIndex(({ isSpare, firstSeq }) => !isSpare || firstSeq >= seq);
    return kept < 0 ? this.#all.length : kept;
  }

  /** Returns the segments that aren't spare, with their numbers. */
  needed(): { readonly segment: Segment; readonly number: number }[] {
    return this.#all
      .map((segment, at) => ({ segment, number: this.#firstNumber + at }))
      .filter(({ segment }) => !segment.isSpare);
  }
}
