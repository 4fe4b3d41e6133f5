/** Bytes appended in pieces of any size, stored without copying the large ones and without an object for each small one. */

const arenaBytes = 64 * 1024;
/** Pieces up to this size are copied together; larger ones are kept as they are. */
export const copyLimitBytes = 4096;

interface StoredBlock {
  /** Position of its first byte among all bytes. */
  readonly start: number;
  readonly memory: Uint8Array;
  /** Offset of its bytes in the memory, which the blocks of an arena share. */
  readonly from: number;
  length: number;
}

export class BlockList {
  readonly #blocks: StoredBlock[] = [];
  #arena = new Uint8Array();
  #arenaView = new DataView(this.#arena.buffer);
  #arenaUsed = 0;
  #size = 0;

  /** Number of bytes appended so far. */
  get size(): number {
    return this.#size;
  }

  /** Keeps the bytes, which must not change afterwards. */
  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (bytes.length > copyLimitBytes) {
      this.#blocks.push({ start: this.#size, memory: bytes, from: 0, length: bytes.length });
    } else this.#copy(bytes);
    this.#size += bytes.length;
  }

  /**
   * Appends this many bytes in one piece, which the caller writes immediately into `arena` at the returned offset, so
   * that small pieces need no buffer of their own.
   */
  reserve(length: number): number {
    const at = this.#reserve(length);
    this.#size += length;
    return at;
  }

  /** Memory in which `reserve` last made room. */
  get arena(): Uint8Array {
    return this.#arena;
  }

  /** The same memory, for writing numbers. */
  get arenaView(): DataView {
    return this.#arenaView;
  }

  /** Returns the bytes from `from` to `to` as views of the stored pieces. */
  slices(from: number, to: number): Uint8Array[] {
    const slices: Uint8Array[] = [];
    for (let at = this.#blockAt(from); at < this.#blocks.length; at++) {
      const block = this.#blocks[at];
      if (!block || block.start >= to) break;
      const begin = block.from + Math.max(0, from - block.start);
      slices.push(block.memory.subarray(begin, block.from + Math.min(block.length, to - block.start)));
    }
    return slices;
  }

  /** Returns the bytes from `from` to `to`; a view if they are contiguous, otherwise a copy. */
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

  #copy(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    this.#arena.set(bytes, at);
  }

  /** Makes room in the arena: after the last block if that ends there, otherwise as a new block. Returns its offset. */
  #reserve(length: number): number {
    if (this.#arena.length - this.#arenaUsed < length) {
      this.#arena = new Uint8Array(arenaBytes);
      this.#arenaView = new DataView(this.#arena.buffer);
      this.#arenaUsed = 0;
    }
    const at = this.#arenaUsed;
    const last = this.#blocks[this.#blocks.length - 1];
    if (last?.memory === this.#arena && last.from + last.length === at) last.length += length;
    else this.#blocks.push({ start: this.#size, memory: this.#arena, from: at, length });
    this.#arenaUsed += length;
    return at;
  }

  /** Returns the index of the block that contains a position. */
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
