/** Bytes appended in pieces of any size, kept without copying the large ones and without an object for each small one. */

const arenaBytes = 64 * 1024;
/** Pieces up to this size are copied together; larger ones are kept as they are. */
const copyLimitBytes = 4096;

interface Block {
  readonly start: number;
  readonly bytes: Uint8Array;
  used: number;
}

export class BlockList {
  readonly #blocks: Block[] = [];
  #size = 0;

  /** Bytes appended so far. */
  get size(): number {
    return this.#size;
  }

  /** Keeps the bytes, which must not change afterwards. */
  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes.length > copyLimitBytes) {
      this.#blocks.push({ start: this.#size, bytes, used: bytes.length });
    } else {
      const arena = this.#arenaFor(bytes.length);
      arena.bytes.set(bytes, arena.used);
      arena.used += bytes.length;
    }
    this.#size += bytes.length;
  }

  /** The bytes from `from` to `to` as views of what is kept. */
  slices(from: number, to: number): Uint8Array[] {
    const slices: Uint8Array[] = [];
    for (let at = this.#blockAt(from); at < this.#blocks.length; at++) {
      const block = this.#blocks[at];
      if (!block || block.start >= to) break;
      slices.push(block.bytes.subarray(Math.max(0, from - block.start), Math.min(block.used, to - block.start)));
    }
    return slices;
  }

  /** The bytes from `from` to `to`; a view where they lie in one piece, else a copy. */
  read(from: number, to: number): Uint8Array {
    const slices = this.slices(from, to);
    if (slices.length === 1 && slices[0]) return slices[0];
    const joined = new Uint8Array(to - from);
    let at = 0;
    for (const slice of slices) {
      joined.set(slice, at);
      at += slice.length;
    }
    return joined;
  }

  #arenaFor(length: number): Block {
    const last = this.#blocks.at(-1);
    if (last && last.bytes.length - last.used >= length) return last;
    const arena = { start: this.#size, bytes: new Uint8Array(arenaBytes), used: 0 };
    this.#blocks.push(arena);
    return arena;
  }

  /** Index of the block that holds a position. */
  #blockAt(position: number): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#blocks[middle]?.start ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
