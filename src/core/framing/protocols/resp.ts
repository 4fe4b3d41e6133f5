/**
 * The protocol of Redis (RESP 2 and 3): a value, with all values inside it, or a command in a line of text. Only the
 * number of values still to come is kept, however deeply they are nested.
 */
import { TextError } from '../../phrase.ts';
import { maxDigits } from '../decimalValue.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import { EndedFrames } from '../ended/endedFrames.ts';
import { Scanner } from '../frameScanner.ts';
import type { FrameDecoder, FrameEncoder, FramingKind } from '../framing.ts';
import { ScannedDecoder } from '../scannedDecoder.ts';
import { endsWith } from '../sequenceSearch.ts';
import { isWhole } from '../wholeFrames.ts';

const [cr, lf] = [13, 10];
const crlf = Uint8Array.of(cr, lf);
const [zero, minus, unknown] = [0x30, 0x2d, 0x3f];
/** Streamed arrays inside each other. */
const maxStreamed = 1000;

/** What follows a type: a line, content of a length, or values: this many for each that is counted. */
const line = 'line';
const content = 'content';
type Kind = typeof line | typeof content | { readonly values: number; readonly more: number };
const kinds: Readonly<Record<string, Kind>> = {
  ...{ '+': line, '-': line, ':': line, _: line, '#': line, ',': line, '(': line },
  ...{ $: content, '!': content, '=': content },
  ...{ '*': { values: 1, more: 0 }, '~': { values: 1, more: 0 }, '>': { values: 1, more: 0 } },
  // Attributes precede the value that they describe.
  ...{ '%': { values: 2, more: 0 }, '|': { values: 2, more: 1 } },
};
const kindsByByte: (Kind | undefined)[] = Array.from({ length: 256 }, (_, byte) => kinds[String.fromCharCode(byte)]);
/** Parts of a streamed string, and the end of a streamed array. */
const [streamedPart, streamedEnd] = [0x3b, 0x2e];

export const resp: FramingKind = {
  decoder: maxFrameBytes => respDecoder(maxFrameBytes),
  encoder: () => new RespEncoder(),
};

function respDecoder(maxFrameBytes: number): FrameDecoder {
  return new ScannedDecoder(new RespScanner(maxFrameBytes), maxFrameBytes, { framing: 'resp' });
}

class RespEncoder implements FrameEncoder {
  readonly #scanner = new RespScanner(Number.MAX_SAFE_INTEGER);
  readonly #frames = new EndedFrames({
    decoder: respDecoder,
    indexIn: text => this.#endOf(text),
    lengthAt: () => 0,
    lengthAtEnd: () => 0,
  });

  encode(frame: Uint8Array): EncodedFrame {
    if (isWhole('resp', frame)) return encodedFrame([frame]);
    const whole = this.content(frame);
    const end = this.#endOf(whole);
    if (end === whole.length) return encodedFrame([whole]);
    if (end < 0) throw new TextError('the message isn’t a complete RESP value, or a command in a line');
    throw new TextError('the message must be a single RESP value; this one ends after {0} bytes', end);
  }

  split(text: Uint8Array): Uint8Array[] {
    return text.length === 0 ? [text] : this.#frames.split(text);
  }

  /** Adds the end of the last line if it is missing. */
  content(frame: Uint8Array): Uint8Array {
    if (endsWith(frame, crlf) || this.#endOf(frame) >= 0) return frame;
    const whole = new Uint8Array(frame.length + crlf.length);
    whole.set(frame);
    whole.set(crlf, frame.length);
    return whole;
  }

  /** Returns the offset after the first value, or -1. */
  #endOf(text: Uint8Array): number {
    this.#scanner.reset();
    const end = this.#scanner.next(text, 0);
    return this.#scanner.found === 'frame' ? end : -1;
  }
}

class RespScanner extends Scanner {
  #maxFrameBytes: number;
  #state: 'type' | 'number' | 'line' | 'content' | 'contentEnd' = 'type';
  /** Whether no type of the frame has been read. */
  #isFirst = true;
  #kind: Kind = line;
  #number = 0;
  #digits = 0;
  #isNegative = false;
  /** The last byte of a number line: a CR, or a question mark, which must be followed by the end of the line. */
  #lineEnd: 'cr' | 'streamed' | undefined;
  #isStreamed = false;
  /** Number of bytes of content to come. */
  #left = 0;
  /** Number of values to come; infinite inside a streamed one. */
  #pending = 1;
  /** The same for what surrounds each streamed value. */
  readonly #outer: number[] = [];

  constructor(maxFrameBytes: number) {
    super();
    this.#maxFrameBytes = maxFrameBytes;
  }

  next(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length) {
      at = this.#readPart(chunk, at);
      if (at < 0) return -1;
      if (this.#isOver) return at;
      if (this.#state === 'type' && this.#pending === 0) {
        this.#begin();
        return at;
      }
    }
    return -1;
  }

  get #isOver(): boolean {
    return this.found !== 'frame';
  }

  override limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }

  reset(): void {
    this.found = 'frame';
    this.#begin();
  }

  #begin(): void {
    this.#state = 'type';
    this.#isFirst = true;
    this.#pending = 1;
    this.#outer.length = 0;
  }

  /** Returns the offset after a part of a value, or -1 if it goes on after the chunk. */
  #readPart(chunk: Uint8Array, at: number): number {
    switch (this.#state) {
      case 'type':
        return this.#readType(chunk, at);
      case 'number':
        return this.#readNumber(chunk, at);
      case 'line':
        return this.#readLine(chunk, at);
      case 'content':
        return this.#readContent(chunk, at);
      case 'contentEnd':
        return this.#readContentEnd(chunk, at);
    }
  }

  #readType(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] as number;
    const isInStream = this.#outer.length > 0;
    const kind = isInStream && byte === streamedPart ? content : kindsByByte[byte];
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.#isStreamed = isInStream && (byte === streamedPart || byte === streamedEnd);
    if (kind === undefined && !isFirst && !this.#isStreamed) return this.breakOff(chunk, at, 'messageType');
    this.#kind = kind ?? line;
    this.#state = this.#kind === line ? 'line' : 'number';
    this.#number = 0;
    this.#digits = 0;
    this.#isNegative = false;
    this.#lineEnd = undefined;
    return at + 1;
  }

  #readLine(chunk: Uint8Array, from: number): number {
    const end = chunk.indexOf(lf, from);
    if (end < 0) return -1;
    if (this.#isStreamed) this.#leave();
    else this.#pending--;
    this.#state = 'type';
    return end + 1;
  }

  #readNumber(chunk: Uint8Array, from: number): number {
    for (let at = this.#readDigits(chunk, from); at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (isDigit(byte) && this.#lineEnd === undefined) {
        if (this.#digits === maxDigits) return this.breakOff(chunk, at, 'endOfLine');
        at = this.#readDigits(chunk, at) - 1;
      } else if (byte === lf && (this.#digits > 0 || this.#lineEnd === 'streamed')) return this.#evaluate(chunk, at);
      else if (!this.#takeSign(byte)) {
        return this.breakOff(chunk, at, this.#lineEnd || this.#digits > 0 ? 'endOfLine' : 'digit');
      }
    }
    return -1;
  }

  /** Returns the offset after the digits here. */
  #readDigits(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.#lineEnd !== undefined) return at;
    let number = this.#number;
    const most = Math.min(chunk.length, from + maxDigits - this.#digits);
    for (; at < most && isDigit(chunk[at] as number); at++) number = number * 10 + (chunk[at] as number) - zero;
    this.#number = number;
    this.#digits += at - from;
    return at;
  }

  /** Takes a byte other than a digit. Returns false if it can't be right. */
  #takeSign(byte: number): boolean {
    if (byte === cr && this.#lineEnd !== 'cr' && (this.#digits > 0 || this.#lineEnd)) {
      this.#lineEnd ??= 'cr';
      return true;
    }
    if (this.#digits > 0 || this.#isNegative || this.#lineEnd) return false;
    if (byte === unknown) this.#lineEnd = 'streamed';
    else if (byte === minus) this.#isNegative = true;
    else return false;
    return true;
  }

  /** Reads on at the LF after a number. */
  #evaluate(chunk: Uint8Array, at: number): number {
    const kind = this.#kind;
    this.#state = 'type';
    if (this.#lineEnd === 'streamed') {
      if (this.#outer.length === maxStreamed) return this.breakOff(chunk, at, 'lessNesting', maxStreamed);
      this.#outer.push(this.#pending - 1);
      this.#pending = Number.POSITIVE_INFINITY;
    } else if (this.#isNegative) {
      if (this.#number !== 1) return this.breakOff(chunk, at, 'nullLength');
      this.#pending--;
    } else if (typeof kind === 'object') this.#pending += this.#number * kind.values + kind.more - 1;
    else if (this.#isStreamed && this.#number === 0) this.#leave();
    else if (this.#number > this.#maxFrameBytes) return this.refuseLength(chunk, at, BigInt(this.#number));
    else {
      this.#left = this.#number;
      this.#state = this.#left === 0 ? 'contentEnd' : 'content';
      this.#digits = 0;
    }
    return at + 1;
  }

  #readContent(chunk: Uint8Array, at: number): number {
    const end = at + this.#left;
    if (end > chunk.length) {
      this.#left -= chunk.length - at;
      return -1;
    }
    this.#state = 'contentEnd';
    this.#digits = 0;
    return end;
  }

  /** Reads CR LF; `#digits` counts them. */
  #readContentEnd(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      if (chunk[at] !== crlf[this.#digits]) return this.breakOff(chunk, at, 'trailer');
      if (++this.#digits < crlf.length) continue;
      this.#pending--;
      this.#state = 'type';
      return at + 1;
    }
    return -1;
  }

  /** Ends a streamed value. */
  #leave(): void {
    this.#pending = this.#outer.pop() ?? 0;
  }
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9;
}
