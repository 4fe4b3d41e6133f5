/** FIFO queue that removes taken items in bulk, since each removal moves all others. */

const compactAt = 1024;

export class ItemQueue<Item> {
  /** Undefined where an item has been taken: it may hold megabytes. */
  #items: (Item | undefined)[] = [];
  /** Items before it have been taken. */
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  get first(): Item | undefined {
    return this.#items[this.#head];
  }

  some(matches: (item: Item) => boolean): boolean {
    return this.#items.some(item => item !== undefined && matches(item));
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  takeFirst(): void {
    if (this.length <= 1) {
      // Often the only one: its place is used again.
      if (this.#items.length === 1) this.#items.pop();
      else this.#items = [];
      this.#head = 0;
      return;
    }
    this.#items[this.#head++] = undefined;
    if (this.#head < compactAt || this.#head * 2 < this.#items.length) return;
    this.#items.splice(0, this.#head);
    this.#head = 0;
  }

  /** Removes and returns all items, or those for which `matches` returns true. */
  takeAll(matches: (item: Item) => boolean = () => true): Item[] {
    const items = this.#items.filter(item => item !== undefined);
    this.#items = items.filter(item => !matches(item));
    this.#head = 0;
    return items.filter(matches);
  }

  remove(item: Item): void {
    const at = this.#items.indexOf(item, this.#head);
    if (at >= 0) this.#items.splice(at, 1);
  }
}
