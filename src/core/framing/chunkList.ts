/**
 * Chunks of a stream that wait to become frames. A few chunks are joined when they are taken; many are gathered as they
 * arrive, since copying megabytes at once would block everything else.
 */
import { GatherBlock } from './gatherBlock.ts';

/** Smaller chunks are copied together: otherwise, each single byte that a peer sends would cost hundreds of bytes. */
const smallBytes = 512;
/** Bounds of the memory for small chunks, twice what is waiting: thousands of peers may have sent a few bytes each. */
const leastArenaBytes = 1024;
const maxArenaBytes = 16 * 1024;
/** The beginning of a frame keeps the read that it arrived in if it is more than a quarter of it. */
const readShare = 4;
/** Chunks are gathered from this length on, unless specified otherwise. */
const defaultGatherBytes = 1024 * 1024;
/** Shared by all: a chunk may contain tens of thousands of empty frames, and thousands of peers may have sent nothing yet. */
const nothing = new Uint8Array();

export class ChunkList {
  readonly #mostBytes: number;
  readonly #gatherBytes: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #arena: Uint8Array = nothing;
  #arenaUsed = 0;
  /** While set, the only chunk is a view of it. */
  #block: GatherBlock | undefined;

  /** `mostBytes` is the size of the largest frame, if known: memory for it is allocated at once. */
  constructor(mostBytes = Number.POSITIVE_INFINITY, gatherBytes = defaultGatherBytes) {
    this.#mostBytes = mostBytes;
    this.#gatherBytes = gatherBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** Number of bytes of memory reserved for what waits: a long frame has room for more. */
  get reservedBytes(): number {
    return this.#block?.reservedBytes ?? this.#length;
  }

  /** Returns the waiting bytes if they are contiguous, without taking them: a view of the memory that `take` hands out, too. */
  get piece(): Uint8Array | undefined {
    return this.#chunks.length === 1 ? this.#chunks[0] : undefined;
  }

  append(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.#length >= this.#gatherBytes) this.#gather(chunk);
    else if (chunk.length < smallBytes && this.#chunks.length > 0) this.#copy(chunk);
    else this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** Removes and returns the first `count` bytes; as a view if they are in one chunk. */
  take(count: number): Uint8Array {
    const first = this.#chunks[0];
    if (!first || count === 0) return nothing;
    this.#length -= count;
    if (first.length > count) {
      // A few remaining bytes shouldn't keep a whole block in memory.
      const leavesBlock = this.#block !== undefined && this.#length < this.#gatherBytes;
      this.#chunks[0] = leavesBlock ? first.slice(count) : first.subarray(count);
      if (leavesBlock) this.#block = undefined;
      return first.subarray(0, count);
    }
    if (first.length === count) {
      this.#block = undefined;
      this.#chunks.shift();
      return first;
    }
    return this.#join(count);
  }

  /** Removes and returns everything. */
  takeAll(): Uint8Array {
    return this.take(this.#length);
  }

  /** Copies the beginning of a frame out of a read that it is a small part of: otherwise, it would keep all of that in memory. */
  compact(): void {
    const [first] = this.#chunks;
    if (!first || this.#chunks.length > 1 || first.length * readShare > first.buffer.byteLength) return;
    // Memory of our own is taken up by other bytes, too.
    if (this.#block === undefined && first.buffer !== this.#arena.buffer) this.#chunks[0] = new Uint8Array(first);
  }

  /** Returns a copy of `count` bytes after the first `from`, or of all if there are fewer, without removing them. */
  peek(count: number, from = 0): Uint8Array {
    const bytes = new Uint8Array(Math.min(count, this.#length - from));
    let skip = from;
    let at = 0;
    for (const chunk of this.#chunks) {
      if (at === bytes.length) break;
      const piece = chunk.subarray(skip, skip + bytes.length - at);
      bytes.set(piece, at);
      at += piece.length;
      skip = Math.max(0, skip - chunk.length);
    }
    return bytes;
  }

  /**
   * Appends to the last chunk if that is the newest in the arena; otherwise adds a chunk. Bytes already taken from the
   * arena stay unchanged.
   */
  #copy(chunk: Uint8Array): void {
    if (this.#arena.length - this.#arenaUsed < chunk.length) {
      this.#arena = new Uint8Array(Math.min(maxArenaBytes, Math.max(leastArenaBytes, 2 * this.#length)));
      this.#arenaUsed = 0;
    }
    this.#arena.set(chunk, this.#arenaUsed);
    const last = this.#chunks.at(-1);
    const isBehind = last?.buffer === this.#arena.buffer && last.byteOffset + last.length === this.#arenaUsed;
    const from = isBehind ? last.byteOffset : this.#arenaUsed;
    this.#arenaUsed += chunk.length;
    const joined = this.#arena.subarray(from, this.#arenaUsed);
    if (isBehind) this.#chunks[this.#chunks.length - 1] = joined;
    else this.#chunks.push(joined);
  }

  #gather(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    this.#block ??= new GatherBlock(length, this.#mostBytes, this.#chunks);
    this.#block = this.#block.append(chunk, length);
    this.#chunks = [this.#block.last(length)];
  }

  #join(count: number): Uint8Array {
    const joined = new Uint8Array(count);
    let at = 0;
    let used = 0;
    for (const chunk of this.#chunks) {
      const piece = chunk.subarray(0, count - at);
      joined.set(piece, at);
      at += piece.length;
      if (piece.length < chunk.length) {
        this.#chunks[used] = chunk.subarray(piece.length);
        break;
      }
      used++;
      if (at === count) break;
    }
    this.#chunks.splice(0, used);
    return joined;
  }
}
