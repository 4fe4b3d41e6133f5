/** Where each entry stands in the log and what is known of it without reading the log: columns of 28 bytes a row, in pages. */
import type { Direction } from '../../core/transcriptEntry.ts';

export interface IndexedEntry {
  /** ms since the epoch. */
  readonly time: number;
  readonly direction: Direction;
  /** Number of the peer, 0 for the endpoint itself. */
  readonly peer: number;
  /** Payload bytes. */
  readonly length: number;
  /** See `originCode.ts`. */
  readonly origin: number;
  /** Bytes of an unfinished character, kept from the frames before, that stand in front of the payload in the log. */
  readonly carryIn: number;
  /** Bytes at the end (carried ones may be among them) of a character which the next frame of the same peer and direction finishes. */
  readonly carryOut: number;
  readonly segment: number;
  /** Offset of the carried bytes and the payload in the segment. */
  readonly offset: number;
}

const pageBits = 16;
const pageRows = 1 << pageBits;
const directions: readonly Direction[] = ['in', 'out', 'event'];

class Page {
  readonly time = new Float64Array(pageRows);
  readonly direction = new Uint8Array(pageRows);
  readonly peer = new Uint32Array(pageRows);
  readonly length = new Uint32Array(pageRows);
  readonly origin = new Uint16Array(pageRows);
  readonly carry = new Uint8Array(pageRows);
  readonly segment = new Uint32Array(pageRows);
  readonly offset = new Uint32Array(pageRows);
}

export class EntryIndex {
  #pages: Page[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a row and returns its number. */
  append(entry: IndexedEntry): number {
    const seq = this.#count;
    const row = seq & (pageRows - 1);
    if (row === 0) this.#pages.push(new Page());
    const page = this.#page(seq);
    page.time[row] = entry.time;
    page.direction[row] = directions.indexOf(entry.direction);
    page.peer[row] = entry.peer;
    page.length[row] = entry.length;
    page.origin[row] = entry.origin;
    page.carry[row] = entry.carryIn | (entry.carryOut << 4);
    page.segment[row] = entry.segment;
    page.offset[row] = entry.offset;
    this.#count++;
    return seq;
  }

  /** @throws RangeError when there is no such row. */
  at(seq: number): IndexedEntry {
    if (seq >= this.#count) throw new RangeError(`there is no entry ${seq}; the transcript has ${this.#count}`);
    const page = this.#page(seq);
    const row = seq & (pageRows - 1);
    const carry = page.carry[row] ?? 0;
    return {
      time: page.time[row] ?? 0,
      direction: this.direction(seq),
      peer: page.peer[row] ?? 0,
      length: page.length[row] ?? 0,
      origin: page.origin[row] ?? 0,
      carryIn: carry & 15,
      carryOut: carry >> 4,
      segment: page.segment[row] ?? 0,
      offset: page.offset[row] ?? 0,
    };
  }

  direction(seq: number): Direction {
    return directions[this.#page(seq).direction[seq & (pageRows - 1)] ?? 0] ?? 'event';
  }

  peer(seq: number): number {
    return this.#page(seq).peer[seq & (pageRows - 1)] ?? 0;
  }

  /** No frame will finish the character that this entry ends in: its bytes belong to this entry after all. */
  keepTail(seq: number): void {
    const { carry } = this.#page(seq);
    const row = seq & (pageRows - 1);
    carry[row] = (carry[row] ?? 0) & 15;
  }

  clear(): void {
    this.#pages = [];
    this.#count = 0;
  }

  #page(seq: number): Page {
    const page = this.#pages[seq >>> pageBits];
    if (!page) throw new RangeError(`there is no entry ${seq}; the transcript has ${this.#count}`);
    return page;
  }
}
