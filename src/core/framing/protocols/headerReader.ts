/** Reads header lines with a Content-Length, and the lines around the chunks of a body that HTTP sends in chunks. */
import { hexDigit } from '../../bytes/hex.ts';
import { decimalValue } from '../decimalValue.ts';
import { Head } from '../sizedScanner.ts';

export const maxHeaderBytes = 64 * 1024;
const lf = 10;
const cr = 13;
const contentLength = 'content-length';
const transferEncoding = 'transfer-encoding';
/** More than the lines have that are read. Only the beginning of a longer line is kept. */
const maxLineBytes = 128;
/** Sizes of more digits aren't exact as numbers. */
const maxSizeDigits = 13;

/** What the next line is: in a body, the size of a chunk, the end of one, or a line after the last one. */
type Place = 'header' | 'size' | 'chunkEnd' | 'trailer';

export class HeaderReader extends Head {
  readonly #keeps: boolean;
  #place: Place = 'header';
  /** The line that began in an earlier chunk: its first bytes, and its length so far. */
  #line: number[] = [];
  #lineBytes = 0;
  /** Number of bytes in earlier chunks. */
  #bytes = 0;
  #value: number | undefined;
  #isChunked = false;
  /** Number of bytes of the frame up to this head. */
  #earlier = 0;
  /** Number of bytes up to those that follow the last head. */
  #before = 0;

  constructor(keeps: boolean) {
    super();
    this.#keeps = keeps;
  }

  override get contentLength(): number {
    return this.#keeps ? this.#before + this.length : this.length;
  }

  /** Whether the header has ended, and a body in chunks hasn't. */
  get isInBody(): boolean {
    return this.#place !== 'header';
  }

  read(chunk: Uint8Array, from: number): number {
    if (this.continues) this.#beginPart();
    for (let start = from; ; ) {
      const end = chunk.indexOf(lf, start);
      const next = end < 0 ? chunk.length : end + 1;
      if (this.#bytes + next - from > maxHeaderBytes) return this.#tooLong(from);
      if (end < 0) {
        this.#keepLine(chunk, start, chunk.length);
        this.#bytes += chunk.length - from;
        return -1;
      }
      const isLast = this.#readLine(chunk, start, end);
      if (this.expected) return -1;
      start = next;
      if (isLast) return this.#finish(from, next);
    }
  }

  reset(): void {
    this.#place = 'header';
    this.#line = [];
    this.#lineBytes = 0;
    this.#bytes = 0;
    this.#value = undefined;
    this.#isChunked = false;
    this.#earlier = 0;
    this.continues = false;
  }

  /** Begins the lines after a chunk. */
  #beginPart(): void {
    this.continues = false;
    this.#earlier = this.#before + this.length;
    this.length = 0;
  }

  #keepLine(chunk: Uint8Array, start: number, end: number): void {
    const kept = Math.min(end, start + maxLineBytes - this.#line.length);
    for (let at = start; at < kept; at++) this.#line.push(chunk[at] as number);
    this.#lineBytes += end - start;
  }

  /** Reads a line up to its LF. Returns whether it is the last one before bytes that follow, or before the next frame. */
  #readLine(chunk: Uint8Array, start: number, end: number): boolean {
    if (this.#lineBytes === 0) return this.#readBytes(chunk, start, end, start);
    this.#keepLine(chunk, start, end);
    const line = Uint8Array.from(this.#line);
    const lineStart = end - this.#lineBytes;
    this.#line = [];
    this.#lineBytes = 0;
    return this.#readBytes(line, 0, end - lineStart, lineStart);
  }

  /** `lineStart` is where the line begins in the chunk. Of a long line, only the beginning may be given. */
  #readBytes(bytes: Uint8Array, start: number, lineEnd: number, lineStart: number): boolean {
    const end = lineEnd > start && bytes[lineEnd - 1] === cr ? lineEnd - 1 : lineEnd;
    switch (this.#place) {
      case 'header':
        return this.#readField(bytes, start, end, lineStart);
      case 'size':
        return this.#readSize(bytes, start, Math.min(end, start + maxLineBytes), lineStart);
      case 'chunkEnd':
        if (end > start) this.breakOff(lineStart, 'endOfLine');
        this.#place = 'size';
        return false;
      case 'trailer':
        return end === start;
    }
  }

  /** Reads a line of the header. Returns whether it is blank, which ends the header. */
  #readField(bytes: Uint8Array, start: number, end: number, lineStart: number): boolean {
    if (end === start) return !this.#beginsChunks();
    const keptEnd = Math.min(end, start + maxLineBytes);
    this.#isChunked ||= this.#keeps && isChunked(bytes, valueAt(bytes, start, keptEnd, transferEncoding), end, keptEnd);
    const from = valueAt(bytes, start, keptEnd, contentLength);
    if (from < 0) return false;
    const value = end - start > maxLineBytes ? undefined : decimalValue(bytes, from, end);
    if (value === undefined) this.breakOff(from - start + lineStart, 'byteCount');
    else if (this.#value !== undefined && this.#value !== value)
      this.breakOff(from - start + lineStart, 'sameLength', this.#value);
    else this.#value = value;
    return false;
  }

  #beginsChunks(): boolean {
    if (this.#isChunked) this.#place = 'size';
    return this.#isChunked;
  }

  /** Reads the size of a chunk, which extensions may follow. Returns whether bytes follow. */
  #readSize(bytes: Uint8Array, start: number, end: number, lineStart: number): boolean {
    let size = 0;
    let at = start;
    for (let digits = 0; at < end; at++) {
      const digit = hexDigit(bytes[at] as number);
      if (digit < 0) break;
      if (size > 0 || digit > 0) digits++;
      if (digits > maxSizeDigits) break;
      size = size * 16 + digit;
    }
    if (at === start) this.breakOff(lineStart, 'hexDigit');
    else if (at < end && bytes[at] !== 0x3b && !isSpace(bytes[at])) this.breakOff(at - start + lineStart, 'endOfLine');
    this.#place = size > 0 ? 'chunkEnd' : 'trailer';
    this.length = size;
    this.continues = size > 0;
    return this.continues;
  }

  #finish(from: number, end: number): number {
    const headBytes = this.#bytes + end - from;
    this.#bytes = 0;
    this.#before = this.#earlier + headBytes;
    if (this.continues) return end;
    const value = this.isInBody ? 0 : this.#value;
    this.reset();
    // The header ends at the blank line without one.
    if (value === undefined && !this.#keeps) return this.breakOff(end - 1, 'contentLength');
    this.length = value ?? 0;
    this.head = this.#keeps ? 0 : headBytes;
    return end;
  }

  #tooLong(from: number): number {
    const at = from + maxHeaderBytes - this.#bytes;
    const isHeader = this.#place === 'header' || this.#place === 'trailer';
    return isHeader ? this.breakOff(at, 'endOfHeader', maxHeaderBytes) : this.breakOff(at, 'endOfLine');
  }
}

/** Whether chunked is the last coding of a value, which may not have been kept as a whole. */
function isChunked(bytes: Uint8Array, from: number, end: number, keptEnd: number): boolean {
  if (from < 0 || keptEnd < end) return false;
  const value = new TextDecoder('latin1').decode(bytes.subarray(from, end));
  return /(?:^|,)[ \t]*chunked[ \t]*$/i.test(value);
}

/** Returns the offset of the value if the line has this field, or -1. */
function valueAt(bytes: Uint8Array, start: number, end: number, name: string): number {
  if (end - start <= name.length) return -1;
  for (let at = 0; at < name.length; at++) {
    // Letters differ from small ones in one bit, which the hyphen has.
    if (((bytes[start + at] as number) | 0x20) !== name.charCodeAt(at)) return -1;
  }
  let at = start + name.length;
  while (at < end && isSpace(bytes[at])) at++;
  return bytes[at] === 0x3a ? at + 1 : -1;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 9;
}
