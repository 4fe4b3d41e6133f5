/** Finds the end of a JPEG by its markers (ITU-T T.81, annex B), however the stream is split into chunks. */

const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;

/**
 * The place where scanning stopped: at the end of the JPEG (`ended`), at the SOI of the next one although this one has no end, or
 * at the end of the chunk.
 */
export interface JpegScan {
  readonly state: 'ended' | 'next' | 'inside';
  /** Offset after the last byte examined: the EOI, or the SOI, which may have begun in the previous chunk. */
  readonly at: number;
}

/** Expected role of the next byte. */
type Phase = 'marker' | 'code' | 'lengthHigh' | 'lengthLow' | 'segment' | 'data' | 'dataCode';

/** Scans from the byte after the SOI. */
export class JpegScanner {
  #phase: Phase;
  #code = 0;
  /** Bytes left of the segment. */
  #left = 0;
  #isBroken: boolean;

  /** `isBroken`: the data doesn't begin like a JPEG. */
  constructor(isBroken = false) {
    this.#isBroken = isBroken;
    this.#phase = isBroken ? 'data' : 'marker';
  }

  /** Set once something other than a marker was found: from there on, only an EOI or SOI is searched for. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  scan(chunk: Uint8Array, from: number): JpegScan {
    let at = from;
    while (at < chunk.length) {
      if (this.#phase === 'marker') at = skipSegments(chunk, at);
      if (at >= chunk.length) break;
      if (this.#phase === 'segment') at = this.#skip(chunk, at);
      else if (this.#phase === 'data') at = this.#findMarker(chunk, at);
      else {
        const end = this.#take(chunk[at++] as number);
        if (end) return { state: end, at };
      }
    }
    return { state: 'inside', at };
  }

  #skip(chunk: Uint8Array, at: number): number {
    const to = Math.min(chunk.length, at + this.#left);
    this.#left -= to - at;
    if (this.#left === 0) this.#endSegment();
    return to;
  }

  #findMarker(chunk: Uint8Array, at: number): number {
    const found = skipData(chunk, at, this.#isBroken);
    if (found < 0) return chunk.length;
    this.#phase = 'dataCode';
    return found + 1;
  }

  #take(byte: number): 'ended' | 'next' | undefined {
    switch (this.#phase) {
      case 'marker':
        if (byte === 0xff) this.#phase = 'code';
        else this.#break();
        return undefined;
      case 'lengthHigh':
        this.#left = byte << 8;
        this.#phase = 'lengthLow';
        return undefined;
      case 'lengthLow':
        this.#left += byte - 2;
        if (this.#left > 0) this.#phase = 'segment';
        else if (this.#left === 0) this.#endSegment();
        else this.#break();
        return undefined;
      default:
        return this.#begin(byte);
    }
  }

  /** Begins the segment of a marker. Any number of 0xff bytes may precede its code. */
  #begin(code: number): 'ended' | 'next' | undefined {
    if (code === eoi) return 'ended';
    if (code === soi) return 'next';
    if (code === 0xff) return undefined;
    const isInData = this.#phase === 'dataCode';
    // A segment must have a length.
    if (isInData && isData(code, this.#isBroken)) this.#phase = 'data';
    else if (code < 0xc0) this.#break();
    else {
      this.#code = code;
      this.#phase = 'lengthHigh';
    }
    return undefined;
  }

  #endSegment(): void {
    this.#phase = this.#code === sos ? 'data' : 'marker';
  }

  #break(): void {
    this.#isBroken = true;
    this.#phase = 'data';
  }
}

/** Bytes to compare one by one before a search, which costs as much as a few dozen of them. */
const closeBytes = 32;

/**
 * Whether a byte after 0xff belongs to the entropy-coded data: a stuffed zero, or a restart marker. In broken data,
 * everything does that can't be the end or the start of a picture.
 */
function isData(code: number, isBroken: boolean): boolean {
  if (isBroken) return code !== soi && code !== eoi && code !== 0xff;
  return code === 0 || (code >= 0xd0 && code <= 0xd7);
}

/**
 * Returns the position of the first 0xff in entropy-coded data that isn't followed by more data, or -1. A picture may
 * consist of nothing but stuffed zeros.
 */
function skipData(chunk: Uint8Array, from: number, isBroken: boolean): number {
  let at = from;
  for (;;) {
    const close = Math.min(chunk.length, at + closeBytes);
    while (at < close && chunk[at] !== 0xff) at++;
    if (at === close) at = chunk.indexOf(0xff, close);
    if (at < 0 || at + 1 >= chunk.length || !isData(chunk[at + 1] as number, isBroken)) return at;
    at += 2;
  }
}

/**
 * Returns the end of the segments that are complete in the chunk, up to the start of the data, or of what isn't an
 * ordinary segment. A picture may consist of millions of empty ones.
 */
function skipSegments(chunk: Uint8Array, from: number): number {
  let at = from;
  while (at + 4 <= chunk.length && chunk[at] === 0xff) {
    const code = chunk[at + 1] as number;
    if (code < 0xc0 || code === soi || code === eoi || code === sos || code === 0xff) return at;
    const length = ((chunk[at + 2] as number) << 8) | (chunk[at + 3] as number);
    if (length < 2 || at + 2 + length > chunk.length) return at;
    at += 2 + length;
  }
  return at;
}

/** Whether the JPEG at the start of the bytes is complete. */
export function hasJpegEnd(bytes: Uint8Array): boolean {
  return new JpegScanner().scan(bytes, 2).state === 'ended';
}
