/** Positions of entries in the log, and metadata that needs no reading: columns with 28 bytes per row, in pages. */
import type { Direction } from '../../core/transcriptEntry.ts';
import type { EntryHeader } from './logRecord.ts';
import { LostRows } from './lostRows.ts';

export interface IndexedEntry {
  /** ms since the epoch. */
  readonly time: number;
  readonly direction: Direction;
  /** Number of the peer; 0 for the endpoint itself. */
  readonly peer: number;
  /** Payload bytes. */
  readonly length: number;
  /** See `recordCodes.ts`. */
  readonly origin: number;
  /** Number of bytes from earlier frames that precede the payload in the log: this frame completes their character. */
  readonly carryIn: number;
  /** Number of bytes at the payload's end that belong to a character completed by a later frame of the same peer and direction. */
  readonly carryOut: number;
  /** Encoding of the characters carried in or out, see `recordCodes.ts`. */
  readonly carryEncoding: number;
  readonly segment: number;
  /** Offset of the carried bytes and the payload in the segment. */
  readonly offset: number;
}

/** The part of an entry's header that the index keeps: it carries nothing out yet. */
export type NewRow = Omit<EntryHeader, 'side' | 'seq'>;

/** Size of a page, small because every endpoint has at least one. */
const pageBits = 12;
const pageRows = 1 << pageBits;
const rowMask = pageRows - 1;
/** A carry has two bits, its encoding four. */
const carryMask = 3;
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
  /** Rows that can't be read. Hidden ones have no place in the pages. */
  readonly lost = new LostRows();
  /** Pages by place; those before the first entry have been removed. */
  readonly #pages: (Page | undefined)[] = [];
  /** Number of the entry at the first place. */
  #begin = 0;
  #first = 0;
  #count = 0;
  /** Number of places in use, including those of removed entries. */
  #places = 0;

  /** Number of entries so far, including removed ones: the number of the next one. */
  get count(): number {
    return this.#count;
  }

  /** Number of the first entry still available. */
  get first(): number {
    return this.#first;
  }

  /** Begins with an entry other than 0 if there is none yet. */
  begin(first: number): void {
    this.#begin = first;
    this.#first = first;
    this.#count = first;
  }

  /** Forgets the entries before this one. */
  dropBefore(first: number): void {
    const end = this.#placeOf(first) >>> pageBits;
    for (let page = this.#placeOf(this.#first) >>> pageBits; page < end; page++) this.#pages[page] = undefined;
    this.#first = first;
    this.lost.dropBefore(first);
  }

  /** Adds a row, given its position in the log, and returns its number. Called for every message: it makes no object. */
  append(entry: NewRow, segment: number, offset: number): number {
    const place = this.#places++;
    const row = place & rowMask;
    const page = this.#pages[place >>> pageBits] ?? new Page();
    this.#pages[place >>> pageBits] = page;
    page.time[row] = entry.time;
    page.direction[row] = directions.indexOf(entry.kind);
    page.peer[row] = entry.peer;
    page.length[row] = entry.length;
    page.origin[row] = entry.origin;
    page.carry[row] = entry.carryIn | (entry.carryEncoding << 4);
    page.segment[row] = segment;
    page.offset[row] = offset;
    return this.#count++;
  }

  /** Adds a row that represents this many unreadable rows, and returns its number. */
  appendLost(entry: NewRow, rows: number): number {
    const seq = this.append(entry, 0, 0);
    this.lost.add(seq, rows);
    this.#count += rows - 1;
    return seq;
  }

  /**
   * Returns a row. For a hidden row, this and the following methods use the row that represents it.
   * @throws RangeError if there is no such row.
   */
  at(seq: number): IndexedEntry {
    const place = this.#place(seq);
    const [page, row] = [this.#pages[place >>> pageBits], place & rowMask];
    const carry = page?.carry[row] ?? 0;
    return {
      time: page?.time[row] ?? 0,
      direction: directions[page?.direction[row] ?? 0] ?? 'event',
      peer: page?.peer[row] ?? 0,
      length: page?.length[row] ?? 0,
      origin: page?.origin[row] ?? 0,
      carryIn: carry & carryMask,
      carryOut: (carry >> 2) & carryMask,
      carryEncoding: carry >> 4,
      segment: page?.segment[row] ?? 0,
      offset: page?.offset[row] ?? 0,
    };
  }

  direction(seq: number): Direction {
    const place = this.#place(seq);
    return directions[this.#pages[place >>> pageBits]?.direction[place & rowMask] ?? 0] ?? 'event';
  }

  peer(seq: number): number {
    const place = this.#place(seq);
    return this.#pages[place >>> pageBits]?.peer[place & rowMask] ?? 0;
  }

  /** See `recordCodes.ts`. */
  origin(seq: number): number {
    const place = this.#place(seq);
    return this.#pages[place >>> pageBits]?.origin[place & rowMask] ?? 0;
  }

  /** Payload bytes. */
  length(seq: number): number {
    const place = this.#place(seq);
    return this.#pages[place >>> pageBits]?.length[place & rowMask] ?? 0;
  }

  /** ms since the epoch; less than the time of the previous entry only if the clock was set back between two windows. */
  time(seq: number): number {
    const place = this.#place(seq);
    return this.#pages[place >>> pageBits]?.time[place & rowMask] ?? 0;
  }

  /** Records that a later entry completes a character in an entry's last bytes. Does nothing for a removed entry. */
  carryOut(seq: number, bytes: number, encoding: number): void {
    if (seq < this.#first) return;
    const place = this.#place(seq);
    const carry = this.#pages[place >>> pageBits]?.carry;
    const row = place & rowMask;
    if (carry) carry[row] = ((carry[row] ?? 0) & carryMask) | (bytes << 2) | (encoding << 4);
  }

  #place(seq: number): number {
    if (seq >= this.#first && seq < this.#count) return this.#placeOf(seq);
    throw new RangeError(`entry ${seq} doesn’t exist; the transcript has ${this.#first} to ${this.#count}`);
  }

  #placeOf(seq: number): number {
    return seq - this.#begin - this.lost.hiddenBefore(seq);
  }
}
