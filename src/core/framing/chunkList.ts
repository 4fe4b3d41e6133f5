/** Chunks of a stream that wait to become frames; joined once, when they are taken. */

/** Smaller chunks are copied together: a peer that sends single bytes would else cost hundreds of bytes for each. */
const smallBytes = 512;
const arenaBytes = 16 * 1024;
/** One for all: a chunk may hold tens of thousands of empty frames. */
const nothing = new Uint8Array();

export class ChunkList {
  #chunks: Uint8Array[] = [];
  #length = 0;
  #arena = new Uint8Array();
  #arenaUsed = 0;

  get length(): number {
    return this.#length;
  }

  append(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (chunk.length < smallBytes && this.#chunks.length > 0) this.#copy(chunk);
    else this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The first `count` bytes, which leave the list; a view where they lie in one chunk. */
  take(count: number): Uint8Array {
    const first = this.#chunks[0];
    if (!first || count === 0) return nothing;
    this.#length -= count;
    if (first.length > count) {
      this.#chunks[0] = first.subarray(count);
      return first.subarray(0, count);
    }
    if (first.length === count) {
      this.#chunks.shift();
      return first;
    }
    return this.#join(count);
  }

  /** Everything, which leaves the list. */
  takeAll(): Uint8Array {
    return this.take(this.#length);
  }

  /** A copy of the first `count` bytes or, where there are fewer, of all; they stay. */
  peek(count: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(count, this.#length));
    let at = 0;
    for (const chunk of this.#chunks) {
      if (at === bytes.length) break;
      const piece = chunk.subarray(0, bytes.length - at);
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  /** Behind the last chunk where that is the arena's newest, else as a chunk of its own. What was taken from the arena stays as it was. */
  #copy(chunk: Uint8Array): void {
    if (this.#arena.length - this.#arenaUsed < chunk.length) {
      this.#arena = new Uint8Array(arenaBytes);
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
