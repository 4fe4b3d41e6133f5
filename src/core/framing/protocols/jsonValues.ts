/**
 * JSON values one after another, with nothing or white space between. Arrays and objects are followed by their
 * brackets, strings, commas and colons, whatever else is in them. What can't be a value is a malformed frame up to where
 * one may begin.
 */
import { isBlank } from '../../bytes/isBlank.ts';
import { TextError } from '../../phrase.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import { Scanner } from '../frameScanner.ts';
import type { FrameEncoder, FramingKind } from '../framing.ts';
import { ScannedDecoder } from '../scannedDecoder.ts';
import { isWhole } from '../wholeFrames.ts';
import { BitStack } from './bitStack.ts';
import { JsonNumber, kindOf } from './jsonNumber.ts';

const [quote, backslash] = [0x22, 0x5c];
const [array, object, objectEnd] = [0x5b, 0x7b, 0x7d];
const [lf, cr] = [10, 13];
/** Separates values in RFC 7464. */
const recordSeparator = 0x1e;
const lineFeed = Uint8Array.of(lf);
/** Deeper values are malformed: a peer could otherwise take up memory without end. */
const maxDepth = 1024 * 1024;

export const jsonValues: FramingKind = {
  decoder: maxFrameBytes => new ScannedDecoder(new JsonScanner(), maxFrameBytes, { framing: 'json' }),
  encoder: () => new JsonEncoder(),
};

class JsonEncoder implements FrameEncoder {
  readonly #scanner = new JsonScanner();

  /** A number is followed by a line feed: the other side doesn't see its end otherwise. */
  encode(frame: Uint8Array): EncodedFrame {
    if (isWhole('json', frame) && !isNumberEnd(frame)) return encodedFrame([frame]);
    const value = this.content(frame);
    const scanner = this.#scanner;
    scanner.reset();
    const end = scanner.next(value, 0);
    const isNumber = end < 0 && scanner.mayEnd;
    if (isNumber) return encodedFrame([frame, lineFeed]);
    if (end < 0 || scanner.found !== 'frame') throw new TextError('the message isn’t a complete JSON value');
    if (end < value.length)
      throw new TextError('the message must be a single JSON value; this one ends after {0} bytes', end);
    return encodedFrame([frame]);
  }

  content(frame: Uint8Array): Uint8Array {
    let start = 0;
    let end = frame.length;
    while (start < end && isGap(frame[start] as number)) start++;
    while (end > start && isGap(frame[end - 1] as number)) end--;
    return frame.subarray(start, end);
  }
}

/** Literals end with their last letter. A number ends with the first byte that can't belong to it. */
const literals = ['true', 'false', 'null'].map(text => new TextEncoder().encode(text));

/** Kinds of bytes inside arrays and objects. */
const byteKinds = { other: 0, blank: 1, separator: 2, end: 3, quote: 4, open: 5 } as const;
const kinds = new Uint8Array(256);
for (const [kind, bytes] of [
  ['blank', ' \t\r\n'],
  ['separator', ',:'],
  ['end', ']}'],
  ['quote', '"'],
  ['open', '[{'],
] as const)
  for (const byte of bytes) kinds[byte.charCodeAt(0)] = byteKinds[kind];

type State = 'gap' | 'nested' | 'string' | 'number' | 'literal' | 'malformed';

class JsonScanner extends Scanner {
  #state: State = 'gap';
  /** Whether the brackets that are open are those of objects. */
  readonly #open = new BitStack();
  readonly #number = new JsonNumber();
  #isEscaped = false;
  /** Whether a string, an array or an object may begin here inside another value. */
  #mayBegin = true;
  #literal: Uint8Array = lineFeed;
  #matched = 0;

  next(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.#state === 'gap') {
      while (at < chunk.length && isGap(chunk[at] as number)) at++;
      if (at > from) {
        this.found = 'gap';
        return at;
      }
      if (at === chunk.length) return -1;
      this.#begin(chunk[at] as number);
      at++;
    }
    switch (this.#state) {
      case 'nested':
      case 'string':
        return this.#readNested(chunk, at);
      case 'number':
        return this.#readNumber(chunk, at);
      case 'literal':
        return this.#readLiteral(chunk, at);
      default:
        return this.#readMalformed(chunk, at);
    }
  }

  reset(): void {
    this.#end('frame', 0);
  }

  #begin(byte: number): void {
    this.#mayBegin = true;
    if (byte === array || byte === object) {
      this.#open.push(byte === object);
      this.#state = 'nested';
    } else if (byte === quote) this.#state = 'string';
    else if (this.#number.take(byte)) {
      this.#state = 'number';
      this.mayEnd = this.#number.isComplete;
    } else {
      const literal = literals.find(([first]) => first === byte);
      this.#state = literal ? 'literal' : 'malformed';
      this.#literal = literal ?? lineFeed;
      this.#matched = 1;
    }
  }

  #readNested(chunk: Uint8Array, from: number): number {
    let at = from;
    for (;;) {
      if (this.#state === 'string') {
        at = this.#readString(chunk, at);
        if (at < 0) return -1;
        if (at === chunk.length || chunk[at] !== quote) return this.#end('malformed', at);
        at++;
        if (this.#open.depth === 0) return this.#end('frame', at);
        this.#state = 'nested';
        this.#mayBegin = false;
      }
      at = this.#readBrackets(chunk, at);
      if (at < 0 || this.#state === 'gap') return at;
    }
  }

  /** Reads up to the end of the value, or after the quote that begins a string. */
  #readBrackets(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      const kind = kinds[byte] as number;
      if (kind === byteKinds.other) this.#mayBegin = false;
      else if (kind === byteKinds.separator) this.#mayBegin = true;
      else if (kind === byteKinds.end) {
        if (this.#open.pop() !== (byte === objectEnd)) return this.#end('malformed', at + 1);
        if (this.#open.depth === 0) return this.#end('frame', at + 1);
        this.#mayBegin = false;
      } else if (kind !== byteKinds.blank) {
        if (!this.#mayBegin || this.#open.depth === maxDepth) return this.#end('malformed', at);
        if (kind === byteKinds.quote) {
          this.#state = 'string';
          return at + 1;
        }
        this.#open.push(byte === object);
      }
    }
    return -1;
  }

  /** Returns the offset of the quote that ends the string, or of a byte that no string has, or -1. */
  #readString(chunk: Uint8Array, from: number): number {
    let isEscaped = this.#isEscaped;
    this.#isEscaped = false;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte < 0x20) return at;
      if (isEscaped) isEscaped = false;
      else if (byte === quote) return at;
      else if (byte === backslash) isEscaped = true;
    }
    this.#isEscaped = isEscaped;
    return -1;
  }

  #readNumber(chunk: Uint8Array, from: number): number {
    let at = from;
    while (at < chunk.length && this.#number.take(chunk[at] as number)) at++;
    this.mayEnd = this.#number.isComplete;
    if (at === chunk.length) return -1;
    if (this.mayEnd && kindOf(chunk[at] as number) === undefined) return this.#end('frame', at);
    this.mayEnd = false;
    this.#state = 'malformed';
    return this.#readMalformed(chunk, at);
  }

  #readLiteral(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      if (chunk[at] !== this.#literal[this.#matched]) {
        this.#state = 'malformed';
        return this.#readMalformed(chunk, at);
      }
      this.#matched++;
      if (this.#matched === this.#literal.length) return this.#end('frame', at + 1);
    }
    return -1;
  }

  /** Ends where a value can begin: at a bracket, or at the end of the line. */
  #readMalformed(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === array || byte === object || byte === lf || byte === cr) return this.#end('malformed', at);
    }
    return -1;
  }

  #end(found: 'frame' | 'malformed', at: number): number {
    this.#state = 'gap';
    this.#open.clear();
    this.#number.reset();
    this.#isEscaped = false;
    this.mayEnd = false;
    this.found = found;
    return at;
  }
}

/** Whether a value can be a number, which may go on. */
function isNumberEnd(value: Uint8Array): boolean {
  return kindOf(value.at(-1) ?? 0) !== undefined;
}

function isGap(byte: number): boolean {
  return byte <= 0x20 && (isBlank(byte) || byte === recordSeparator);
}
