/** Positions at which a transcript was cleared: entries before the last one are hidden. Those that can be undone form a stack. */
export interface Clear {
  /** Number of the first entry that it didn't hide. */
  readonly before: number;
  /** ms since the epoch. */
  readonly sinceMs: number;
}

export class Clears {
  /** Those that can be undone, oldest first. */
  #undoable: Clear[] = [];
  /** The last position that can't be undone. */
  #final = 0;
  #hidesAll = false;

  /** A log that is read from disk begins here. */
  begin(seq: number): void {
    this.#final = seq;
  }

  /** Hides everything until `restore`: a log is being read that was cleared further on. */
  hideAll(): void {
    this.#hidesAll = true;
  }

  get hidesAll(): boolean {
    return this.#hidesAll;
  }

  /** Takes over the clears of a log that was read, oldest first. */
  restore(clears: readonly Clear[]): void {
    this.#hidesAll = false;
    this.#undoable = [...clears];
  }

  /** Number of the first entry that wasn't cleared. Infinity if everything is hidden. */
  get last(): number {
    if (this.#hidesAll) return Number.POSITIVE_INFINITY;
    return this.#undoable.at(-1)?.before ?? this.#final;
  }

  /** Those that can be undone, oldest first. */
  get undoable(): readonly Clear[] {
    return this.#undoable;
  }

  add(clear: Clear): void {
    this.#undoable.push(clear);
  }

  /** Undoes the last one; returns the first entry that it hid. @throws RangeError if there is none. */
  undo(): number {
    if (this.#undoable.pop() === undefined) throw new RangeError('there is no clear to undo');
    return this.last;
  }

  /** Makes the oldest one final; returns its position, or undefined if there is none. */
  forget(): number | undefined {
    const before = this.#undoable.shift()?.before;
    if (before !== undefined) this.#final = before;
    return before;
  }

  /** Entries before this one were removed: a clear that kept no others has nothing to restore. */
  dropped(before: number): void {
    while ((this.#undoable[0]?.before ?? Number.POSITIVE_INFINITY) <= before) this.forget();
  }
}
