/**
 * Frames with header lines, one of which is Content-Length, a blank line, and as many bytes. LSP and DAP deliver
 * bodies; SIP and HTTP keep the header, and a frame without the line has no body.
 */
import type { HeaderFraming } from '../../endpointConfig.ts';
import { TextError } from '../../phrase.ts';
import { wrongHeader } from '../brokenEnvelope.ts';
import { decimalValue } from '../decimalValue.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import type { FramingKind } from '../framing.ts';
import { Head, sizedDecoder } from '../sizedScanner.ts';

const utf8 = new TextEncoder();
const maxHeaderBytes = 64 * 1024;
const lf = 10;
const cr = 13;
const name = 'content-length';
/** More than a Content-Length line has. Only the beginning of a longer line is kept. */
const maxLineBytes = 128;

export function contentLength({ keepHeader = false }: HeaderFraming): FramingKind {
  const format = { head: () => new HeaderReader(keepHeader), envelopeBytes: keepHeader ? 0 : maxHeaderBytes };
  return {
    decoder: maxFrameBytes => sizedDecoder(format, maxFrameBytes),
    encoder: () => ({ encode: frame => (keepHeader ? encodedFrame([checked(frame)]) : encodeBody(frame)) }),
  };
}

function encodeBody(body: Uint8Array): EncodedFrame {
  return encodedFrame([utf8.encode(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

/** Returns a frame that has its own header. @throws RangeError if the header doesn't fit the body. */
function checked(frame: Uint8Array): Uint8Array {
  const reader = new HeaderReader(true);
  const end = reader.read(frame, 0);
  if (reader.broken) throw wrongHeader(reader.broken);
  if (end < 0) throw new TextError('the message must begin with header lines and a blank line');
  const bodyBytes = frame.length - end;
  if (reader.length === bodyBytes) return frame;
  throw new TextError('Content-Length is {0}, but should be {1}', reader.length, bodyBytes);
}

class HeaderReader extends Head {
  readonly #keeps: boolean;
  /** The line that began in an earlier chunk: its first bytes, and its length so far. */
  #line: number[] = [];
  #lineBytes = 0;
  /** Number of bytes in earlier chunks. */
  #bytes = 0;
  #value: number | undefined;
  #headerBytes = 0;

  constructor(keeps: boolean) {
    super();
    this.#keeps = keeps;
  }

  override get contentLength(): number {
    return this.#keeps ? this.#headerBytes + this.length : this.length;
  }

  read(chunk: Uint8Array, from: number): number {
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
    this.#line = [];
    this.#lineBytes = 0;
    this.#bytes = 0;
    this.#value = undefined;
  }

  #keepLine(chunk: Uint8Array, start: number, end: number): void {
    const kept = Math.min(end, start + maxLineBytes - this.#line.length);
    for (let at = start; at < kept; at++) this.#line.push(chunk[at] as number);
    this.#lineBytes += end - start;
  }

  /** Reads a line up to its LF. Returns whether it is blank, which ends the header. */
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
    if (end === start) return true;
    const from = valueAt(bytes, start, Math.min(end, start + maxLineBytes));
    if (from < 0) return false;
    const value = end - start > maxLineBytes ? undefined : decimalValue(bytes, from, end);
    if (value === undefined) this.breakOff(from - start + lineStart, 'byteCount');
    else if (this.#value !== undefined && this.#value !== value)
      this.breakOff(from - start + lineStart, 'sameLength', this.#value);
    else this.#value = value;
    return false;
  }

  #finish(from: number, end: number): number {
    const value = this.#value;
    this.#headerBytes = this.#bytes + end - from;
    this.reset();
    // The header ends at the blank line without one.
    if (value === undefined && !this.#keeps) return this.breakOff(end - 1, 'contentLength');
    this.length = value ?? 0;
    this.head = this.#keeps ? 0 : this.#headerBytes;
    return end;
  }

  #tooLong(from: number): number {
    return this.breakOff(from + maxHeaderBytes - this.#bytes, 'endOfHeader', maxHeaderBytes);
  }
}

/** Returns the offset of the value if the line is a Content-Length, or -1. */
function valueAt(bytes: Uint8Array, start: number, end: number): number {
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
