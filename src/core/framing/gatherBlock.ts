/**
 * Memory in which a long frame is gathered, with spare room. Before it is full, its bytes move to a larger block, a few
 * with each chunk: copying them all at once would block everything else.
 */

/** A block has room for this many times the bytes wanted. More would be memory that a peer takes up without sending anything. */
const growth = 2;
/** Bytes begin to move while this share of those wanted is still free. */
const freeShare = 4;
/** Room for bytes that are read after the largest frame. */
const spareBytes = 1024 * 1024;

export class GatherBlock {
  readonly #mostBytes: number;
  readonly #memory: Uint8Array;
  #used = 0;
  #next: GatherBlock | undefined;
  /** Bytes before this offset are in the next block, or no longer wanted. */
  #movedTo = 0;

  /** Has room for `wanted` bytes of a frame of at most `mostBytes`, which begins with these chunks. */
  constructor(wanted: number, mostBytes: number, chunks: readonly Uint8Array[] = []) {
    const most = wanted <= mostBytes ? mostBytes + spareBytes : Number.POSITIVE_INFINITY;
    this.#mostBytes = mostBytes;
    this.#memory = new Uint8Array(Math.min(growth * wanted, most));
    for (const chunk of chunks) this.#add(chunk);
  }

  /** Number of bytes of its memory and that of the next block. */
  get reservedBytes(): number {
    return this.#memory.length + (this.#next?.reservedBytes ?? 0);
  }

  /** Returns the last `count` bytes. */
  last(count: number): Uint8Array {
    return this.#memory.subarray(this.#used - count, this.#used);
  }

  /** Adds a chunk. Returns the block that then has the last `wanted` bytes: this one or the next. */
  append(chunk: Uint8Array, wanted: number): GatherBlock {
    const room = this.#memory.length - this.#used - chunk.length;
    if (room < 0) return this.#move(Number.POSITIVE_INFINITY, wanted - chunk.length, wanted).append(chunk, wanted);
    this.#add(chunk);
    const canOutgrow = wanted > this.#mostBytes || wanted + room < this.#mostBytes;
    if (canOutgrow && freeShare * room < wanted) {
      const left = this.#next ? this.#used - this.#movedTo : wanted;
      // Evenly, since bytes still to come must move, too, before this block is full.
      this.#move(Math.ceil((chunk.length / room) * (left + room)), wanted, wanted + room);
    }
    return this;
  }

  #add(chunk: Uint8Array): void {
    this.#memory.set(chunk, this.#used);
    this.#used += chunk.length;
  }

  /** Moves up to `count` of the last `wanted` bytes to the next block, which is created for `nextWanted`. */
  #move(count: number, wanted: number, nextWanted: number): GatherBlock {
    if (!this.#next) {
      this.#next = new GatherBlock(nextWanted, this.#mostBytes);
      this.#movedTo = this.#used - wanted;
    }
    const to = Math.min(this.#used, this.#movedTo + count);
    this.#next.#add(this.#memory.subarray(this.#movedTo, to));
    this.#movedTo = to;
    return this.#next;
  }
}
