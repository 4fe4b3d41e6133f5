/** Where a transcript was cleared: entries before the last such place are not shown. Those that can be undone form a stack. */
export class Clears {
  /** Places that can be undone, ascending. */
  #undoable: number[] = [];
  /** The last place that can't be undone. */
  #final = 0;

  /** A log that is read from disk begins here. */
  begin(seq: number): void {
    this.#final = seq;
  }

  /** The number of the first entry that was not cleared. */
  get last(): number {
    return this.#undoable.at(-1) ?? this.#final;
  }

  get undoable(): number {
    return this.#undoable.length;
  }

  add(seq: number): void {
    this.#undoable.push(seq);
  }

  /** Takes the last one back; returns the first entry that it hid. @throws RangeError when there is none. */
  undo(): number {
    if (this.#undoable.pop() === undefined) throw new RangeError('there is no clear to undo');
    return this.last;
  }

  /** Makes the oldest final; returns its place. Nothing when there is none. */
  forget(): number | undefined {
    const oldest = this.#undoable.shift();
    if (oldest !== undefined) this.#final = oldest;
    return oldest;
  }

  /** Entries before this one had to go: a clear that kept no others has nothing to bring back. */
  dropped(before: number): void {
    while ((this.#undoable[0] ?? Number.POSITIVE_INFINITY) <= before) this.forget();
  }
}
