/**
 * Appended bytes: copies in slabs of memory that are recycled, and long pieces that can be kept as they are. It never
 * hands out a view that outlives a write.
 */
import { isOverwritten } from '../transport/readMemory.ts';
import { logSlabs, type SlabPool } from './slabPool.ts';

/** The first bytes get memory of their own: most logs never need a slab. */
const firstBytes = 64 * 1024;

/** Pieces from this size on aren't copied. */
const keptBytes = 16 * 1024;

interface Block {
  /** Position of its first byte among all bytes. */
  readonly start: number;
  /** Begins with that byte. */
  readonly memory: Uint8Array;
  length: number;
}

export class BlockList {
  readonly #slabs: SlabPool;
  readonly #blocks: Block[] = [];
  /** Slabs of the blocks, to be given back. */
  readonly #taken: Uint8Array[] = [];
  #memory: Uint8Array = new Uint8Array();
  #view = new DataView(this.#memory.buffer);
  #used = 0;
  #size = 0;
  /** True if what is written into the memory next doesn't continue the last block. */
  #isInterrupted = false;

  constructor(slabs = logSlabs) {
    this.#slabs = slabs;
  }

  /** Number of bytes appended so far. */
  get size(): number {
    return this.#size;
  }

  /** Appends the bytes, which must not change afterwards, unless they are in the memory that sockets read into. */
  append(bytes: Uint8Array): void {
    if (canBeKept(bytes)) this.#keep(bytes);
    else this.#copy(bytes);
  }

  #copy(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const room = this.#memory.length - this.#used || this.#addBlock();
      const piece = at === 0 && bytes.length <= room ? bytes : bytes.subarray(at, at + room);
      this.#memory.set(piece, this.#take(piece.length));
      at += piece.length;
    }
  }

  /**
   * Appends this many bytes in one piece, at most 64 KiB, which the caller writes immediately into `memory` at the
   * returned offset.
   */
  reserve(length: number): number {
    if (this.#memory.length - this.#used < length) this.#addBlock();
    return this.#take(length);
  }

  /** Memory in which `reserve` last made room. */
  get memory(): Uint8Array {
    return this.#memory;
  }

  /** The same memory, for writing numbers. */
  get view(): DataView {
    return this.#view;
  }

  /** Returns the bytes from `from` to `to` as views, which must not be used after `release`. */
  slices(from: number, to: number): Uint8Array[] {
    const slices: Uint8Array[] = [];
    for (let at = this.#blockAt(from); at < this.#blocks.length; at++) {
      const block = this.#blocks[at];
      if (!block || block.start >= to) break;
      slices.push(block.memory.subarray(Math.max(0, from - block.start), Math.min(block.length, to - block.start)));
    }
    return slices;
  }

  /** Returns a copy of the bytes from `from` to `to`. */
  read(from: number, to: number): Uint8Array {
    const copy = new Uint8Array(to - from);
    let at = 0;
    for (const slice of this.slices(from, to)) {
      copy.set(slice, at);
      at += slice.length;
    }
    return copy;
  }

  /** Forgets everything, so that other logs can use the memory. Nothing may be appended or read afterwards. */
  release(): void {
    this.#blocks.length = 0;
    for (const slab of this.#taken.splice(0)) this.#slabs.giveBack(slab);
    this.#memory = new Uint8Array();
    this.#used = 0;
    this.#size = 0;
  }

  #keep(bytes: Uint8Array): void {
    this.#blocks.push({ start: this.#size, memory: bytes, length: bytes.length });
    this.#size += bytes.length;
    this.#isInterrupted = true;
  }

  /** Counts bytes about to be written into the memory. Returns their offset. */
  #take(length: number): number {
    const at = this.#used;
    if (this.#isInterrupted) this.#blocks.push({ start: this.#size, memory: this.#memory.subarray(at), length: 0 });
    this.#isInterrupted = false;
    this.#used += length;
    this.#size += length;
    const last = this.#blocks[this.#blocks.length - 1];
    if (last) last.length += length;
    return at;
  }

  /** Continues in other memory and returns its size. What is left of the current one stays unused. */
  #addBlock(): number {
    const isFirst = this.#memory.length === 0;
    this.#memory = isFirst ? new Uint8Array(firstBytes) : this.#slabs.take();
    if (!isFirst) this.#taken.push(this.#memory);
    this.#view = new DataView(this.#memory.buffer);
    this.#used = 0;
    this.#isInterrupted = true;
    return this.#memory.length;
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

/** Returns false for a small part of much memory, all of which would be kept. */
function canBeKept(bytes: Uint8Array): boolean {
  return bytes.length >= keptBytes && 2 * bytes.length >= bytes.buffer.byteLength && !isOverwritten(bytes);
}
