/** FIFO queue that removes taken items in bulk, since each removal moves all others. */

const compactAt = 1024;

export class ItemQueue<Item> {
  #items: Item[] = [];
  /** Index of the first item that hasn't been taken. */
  #head = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }

  get first(): Item | undefined {
    return this.#items[this.#head];
  }

  some(isMeant: (item: Item) => boolean): boolean {
    return this.#items.some((item, at) => at >= this.#head && isMeant(item));
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  takeFirst(): void {
    this.#head++;
    if (this.#head < compactAt || this.#head * 2 < this.#items.length) return;
    this.#items.splice(0, this.#head);
    this.#head = 0;
  }

  /** Removes and returns all items, or those for which `isMeant` returns true. */
  takeAll(isMeant: (item: Item) => boolean = () => true): Item[] {
    const items = this.#items.slice(this.#head);
    this.#items = items.filter(item => !isMeant(item));
    this.#head = 0;
    return items.filter(isMeant);
  }

  remove(item: Item): void {
    const at = this.#items.indexOf(item, this.#head);
    if (at >= 0) this.#items.splice(at, 1);
  }
}
