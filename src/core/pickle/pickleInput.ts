/** Reads the operands of a pickle's instructions. */
import type { PickleFlaw } from './pickleValue.ts';

/** Thrown only inside the reader. */
export class PickleError extends Error {
  readonly flaw: PickleFlaw;

  constructor(flaw: PickleFlaw) {
    super(flaw.code);
    this.flaw = flaw;
  }
}

/** Creating a view takes as long as this many simple instructions. */
const stepsPerView = 4;
/** Maximum length of a name or a number in bytes. */
const maxLineBytes = 256;
/** Bytes of a line whose search and unescaping take as long as one instruction. */
const lineBytesPerStep = 64;
const lf = 10;

export class PickleInput {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  at = 0;
  /** Offset of the current instruction. */
  instructionAt = 0;
  /** Whether more bytes are to come: a frame may end after those present. */
  readonly isCut: boolean;
  /** Cost so far: one per instruction, more for slow ones. */
  steps = 0;

  constructor(bytes: Uint8Array, isCut = false) {
    this.bytes = bytes;
    this.isCut = isCut;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  malformed(): PickleError {
    return new PickleError({ code: 'malformedPickle', at: this.instructionAt });
  }

  byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8));
  }

  /** Reads a length of 8 bytes. One that a number can't represent exactly exceeds any pickle, whatever its value. */
  length64(): number {
    const low = this.uint32();
    return low + 2 ** 32 * this.uint32();
  }

  /** Reads up to the next LF, which isn't included: a name or a number. */
  line(): string {
    const bytes = this.lineBytes();
    if (bytes.length > maxLineBytes) throw this.malformed();
    return this.#utf8.decode(bytes);
  }

  /** Reads a line of any length and returns a view of it. */
  lineBytes(): Uint8Array {
    const end = this.bytes.indexOf(lf, this.at);
    if (end < 0) throw this.#truncated();
    const length = end - this.at;
    const bytes = this.slice(length);
    this.at++;
    this.steps += Math.ceil(length / lineBytesPerStep);
    return bytes;
  }

  /** Reads a line with a decimal number, an index of the memo. */
  decimal(): number {
    const text = this.line();
    if (!/^\d{1,9}$/.test(text)) throw this.malformed();
    return Number(text);
  }

  /** Reads a line with a float in Python notation. */
  float(): number {
    const text = this.line().replace(/^([+-]?)inf$/, '$1Infinity');
    const value = Number(text);
    if (text === '' || (Number.isNaN(value) && !/^[+-]?nan$/i.test(text))) throw this.malformed();
    return value;
  }

  skip(length: number): void {
    this.#advance(length);
  }

  text(length: number): string {
    return this.#utf8.decode(this.slice(length));
  }

  int(length: number): number | bigint {
    const bytes = this.slice(length);
    this.steps += length >> 1;
    return readInt(bytes);
  }

  slice(length: number): Uint8Array {
    const from = this.#advance(length);
    this.steps += stepsPerView;
    return this.bytes.subarray(from, from + length);
  }

  #advance(length: number): number {
    const from = this.at;
    if (length < 0 || length > this.bytes.length - from) throw this.#truncated();
    this.at = from + length;
    return from;
  }

  #truncated(): PickleError {
    return new PickleError({ code: 'truncatedPickle', at: this.instructionAt });
  }
}

/** Reads a little-endian integer in two's complement. */
function readInt(bytes: Uint8Array): number | bigint {
  if (bytes.length <= 6) {
    let value = 0;
    for (let at = bytes.length - 1; at >= 0; at--) value = value * 256 + (bytes[at] ?? 0);
    return (bytes[bytes.length - 1] ?? 0) >= 0x80 ? value - 256 ** bytes.length : value;
  }
  let hex = '';
  for (const byte of bytes) hex = byte.toString(16).padStart(2, '0') + hex;
  const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x${hex}`));
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
