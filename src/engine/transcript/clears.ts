/** Positions at which a transcript was cleared: entries before the last are hidden. Undoable clears form a stack. */
export interface Clear {
  /** Number of the first entry that the clear didn't hide. */
  readonly before: number;
  /** ms since the epoch. */
  readonly sinceMs: number;
}

export class Clears {
  /** Clears that can be undone, oldest first. */
  #undoable: Clear[] = [];
  /** Position of the last clear that can't be undone. */
  #final = 0;
  #hidesAll = false;

  /** Sets the first entry of a log that is read from disk. */
  begin(seq: number): void {
    this.#final = seq;
  }

  /** Hides everything until `restore`, while a log is read that was cleared at a later position. */
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

  /** Clears that can be undone, oldest first. */
  get undoable(): readonly Clear[] {
    return this.#undoable;
  }

  add(clear: Clear): void {
    this.#undoable.push(clear);
  }

  /** Undoes the last clear; returns the first entry that it hid. @throws RangeError if there is none. */
  undo(): number {
    if (this.#undoable.pop() === undefined) throw new RangeError('nothing to undo');
    return this.last;
  }

  /** Makes the oldest undoable clear final; returns its position, or undefined if there is none. */
  forget(): number | undefined {
    const before = this.#undoable.shift()?.before;
    if (before !== undefined) this.#final = before;
    return before;
  }

  /** Forgets clears that have nothing to restore. Called when entries before this one were removed. */
  dropped(before: number): void {
    while ((this.#undoable[0]?.before ?? Number.POSITIVE_INFINITY) <= before) this.forget();
  }
}
