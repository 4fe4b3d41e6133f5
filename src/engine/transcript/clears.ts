/** Positions at which a transcript was cleared: entries before the last one are hidden. Those that can be undone form a stack. */
export class Clears {
  /** Positions that can be undone, ascending. */
  #undoable: number[] = [];
  /** The last position that can't be undone. */
  #final = 0;

  /** A log that is read from disk begins here. */
  begin(seq: number): void {
    this.#final = seq;
  }

  /** Number of the first entry that wasn't cleared. */
  get last(): number {
    return this.#undoable.at(-1) ?? this.#final;
  }

  get undoable(): number {
    return this.#undoable.length;
  }

  add(seq: number): void {
    this.#undoable.push(seq);
  }

  /** Undoes the last one; returns the first entry that it hid. @throws RangeError if there is none. */
  undo(): number {
    if (this.#undoable.pop() === undefined) throw new RangeError('there is no clear to undo');
    return this.last;
  }

  /** Makes the oldest one final; returns its position, or undefined if there is none. */
  forget(): number | undefined {
    const oldest = this.#undoable.shift();
    if (oldest !== undefined) this.#final = oldest;
    return oldest;
  }

  /** Entries before this one were removed: a clear that kept no others has nothing to restore. */
  dropped(before: number): void {
    while ((this.#undoable[0] ?? Number.POSITIVE_INFINITY) <= before) this.forget();
  }
}
