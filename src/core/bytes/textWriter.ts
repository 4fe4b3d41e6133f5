/** Encodes text one character at a time without creating an object for each: a message may have millions of escapes. */
import type { Encoding } from '../endpointConfig.ts';
import { encodeText } from './encodeText.ts';

export class TextWriter {
  #memory: Uint8Array<ArrayBuffer>;
  #length = 0;
  readonly #addCharacter: (codePoint: number) => void;
  readonly #encoding: Encoding;
  /** The highest code point that the encoding can represent. */
  readonly #last: number;

  constructor(encoding: Encoding, capacity: number) {
    this.#memory = new Uint8Array(capacity);
    this.#addCharacter = {
      utf8: (codePoint: number) => this.#addUtf8(codePoint),
      latin1: (codePoint: number) => this.addByte(codePoint),
      utf16le: (codePoint: number) => this.#addUtf16(codePoint, 0),
      utf16be: (codePoint: number) => this.#addUtf16(codePoint, 8),
    }[encoding];
    this.#last = encoding === 'latin1' ? 0xff : 0x10ffff;
    this.#encoding = encoding;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#memory.slice(0, this.#length);
  }

  addByte(byte: number): void {
    if (this.#length === this.#memory.length) this.#grow();
    this.#memory[this.#length++] = byte;
  }

  /** `at` is the character's position in the text. @throws RangeError for a character that can't be encoded. */
  add(codePoint: number, at: number): void {
    if (codePoint > this.#last) encodeText(String.fromCodePoint(codePoint), this.#encoding, at);
    this.#addCharacter(codePoint);
  }

  #addUtf8(codePoint: number): void {
    if (codePoint < 0x80) {
      this.addByte(codePoint);
      return;
    }
    // An unpaired surrogate becomes the replacement character, as in every encoder.
    const known = codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
    if (known < 0x800) this.addByte(0xc0 | (known >> 6));
    else {
      if (known < 0x10000) this.addByte(0xe0 | (known >> 12));
      else {
        this.addByte(0xf0 | (known >> 18));
        this.addByte(0x80 | ((known >> 12) & 0x3f));
      }
      this.addByte(0x80 | ((known >> 6) & 0x3f));
    }
    this.addByte(0x80 | (known & 0x3f));
  }

  #addUtf16(codePoint: number, firstShift: 0 | 8): void {
    if (codePoint > 0xffff) {
      this.#addUtf16(0xd800 + ((codePoint - 0x10000) >> 10), firstShift);
      this.#addUtf16(0xdc00 + (codePoint & 0x3ff), firstShift);
      return;
    }
    this.addByte((codePoint >> firstShift) & 0xff);
    this.addByte((codePoint >> (8 - firstShift)) & 0xff);
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#length + 16);
    larger.set(this.#memory);
    this.#memory = larger;
  }
}
