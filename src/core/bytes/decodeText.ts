/** Decodes bytes to text without losing any: a byte that isn't text becomes U+DC00 + byte, as in Python's surrogateescape. */
import type { Encoding } from '../endpointConfig.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Bytes decoded at a time when a long text is decoded in pieces. */
const pieceBytes = 64 * 1024;

export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  switch (encoding) {
    case 'utf8':
      return decodeUtf8(bytes);
    case 'latin1':
      return fromUnits(bytes);
    case 'utf16le':
    case 'utf16be':
      return decodeUtf16(bytes, encoding === 'utf16le');
  }
}

/** Decodes as `decodeText` does, but in pieces, so that other work can run in between. */
export function* decodeTextPieces(bytes: Uint8Array, encoding: Encoding): Iterable<string> {
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + pieceBytes);
    const isLast = at + piece.length === bytes.length;
    const length = piece.length - (isLast ? 0 : incompleteTail(piece, encoding));
    yield decodeText(piece.subarray(0, length), encoding);
    at += length;
  }
}

/** Returns the number of bytes at the end (0 to 3) that begin a valid but incomplete character. */
export function incompleteTail(bytes: Uint8Array, encoding: Encoding): number {
  switch (encoding) {
    case 'utf8':
      return incompleteUtf8(bytes);
    case 'latin1':
      return 0;
    case 'utf16le':
    case 'utf16be':
      return incompleteUtf16(bytes, encoding === 'utf16le');
  }
}

/** Returns the length of the well-formed character at the start of the bytes, or 0 if there is none. */
export function characterLength(bytes: Uint8Array, encoding: Encoding): number {
  switch (encoding) {
    case 'utf8':
      return sequenceLength(bytes, 0);
    case 'latin1':
      return Math.min(1, bytes.length);
    case 'utf16le':
    case 'utf16be':
      return utf16Length(bytes, encoding === 'utf16le');
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not all of it is UTF-8: decode it piece by piece.
  }
  const units = new UnitBuffer(bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) units.add(escapedByte(bytes[at] ?? 0));
    else addCharacter(units, bytes, at, length);
    at += Math.max(1, length);
  }
  return units.text();
}

/** Appends the character of a well-formed sequence. */
function addCharacter(units: UnitBuffer, bytes: Uint8Array, at: number, length: number): void {
  const lead = bytes[at] ?? 0;
  let code = length === 1 ? lead : lead & (0x7f >> length);
  for (let next = 1; next < length; next++) code = (code << 6) | ((bytes[at + next] ?? 0) & 0x3f);
  if (code >= 0x10000) {
    units.add(0xd800 + ((code - 0x10000) >> 10));
    units.add(0xdc00 + (code & 0x3ff));
  } else units.add(code);
}

/** Returns the length of the well-formed sequence at an offset, or 0 (the table of RFC 3629, section 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) return 0;
  const { length, low, high } = leadByte(bytes[at] ?? 0);
  for (let next = 1; next < length; next++) {
    const byte = bytes[at + next] ?? 0;
    if (byte < (next === 1 ? low : 0x80) || byte > (next === 1 ? high : 0xbf)) return 0;
  }
  return length;
}

/** Returns the length of the sequence that a lead byte begins (0 if invalid), and the range of its second byte. */
function leadByte(byte: number): { length: number; low: number; high: number } {
  if (byte < 0x80) return { length: 1, low: 0, high: 0 };
  if (byte < 0xc2 || byte > 0xf4) return { length: 0, low: 0, high: 0 };
  const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  const low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
  const high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  return { length, low, high };
}

function incompleteUtf8(bytes: Uint8Array): number {
  for (let tail = 1; tail <= Math.min(3, bytes.length); tail++) {
    const byte = bytes[bytes.length - tail] ?? 0;
    if (byte >= 0x80 && byte < 0xc0) continue;
    const { length, low, high } = leadByte(byte);
    const second = bytes[bytes.length - tail + 1] ?? 0;
    const isRightSoFar = tail === 1 || (second >= low && second <= high);
    return length > tail && isRightSoFar ? tail : 0;
  }
  return 0;
}

function incompleteUtf16(bytes: Uint8Array, littleEndian: boolean): number {
  const odd = bytes.length % 2;
  const even = bytes.length - odd;
  if (even < 2 || !isHighSurrogate(unitOf(bytes, even - 2, littleEndian))) return odd;
  // In big-endian order, the odd byte is enough to tell whether a low surrogate begins.
  const last = bytes[even] ?? 0;
  const canFollow = odd === 0 || littleEndian || isLowSurrogate(last << 8);
  return canFollow ? 2 + odd : odd;
}

function utf16Length(bytes: Uint8Array, littleEndian: boolean): number {
  if (bytes.length < 2) return 0;
  const unit = unitOf(bytes, 0, littleEndian);
  if (!isHighSurrogate(unit)) return isLowSurrogate(unit) ? 0 : 2;
  return bytes.length >= 4 && isLowSurrogate(unitOf(bytes, 2, littleEndian)) ? 4 : 0;
}

function unitOf(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint16(at, littleEndian);
}

function decodeUtf16(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const unitAt = (at: number) => (at + 1 < bytes.length ? view.getUint16(at, littleEndian) : 0);
  const units = new UnitBuffer(bytes.length);
  for (let at = 0; at < bytes.length; at += 2) {
    const unit = unitAt(at);
    if (at + 1 === bytes.length) units.add(escapedByte(bytes[at] ?? 0));
    else if (isHighSurrogate(unit) && isLowSurrogate(unitAt(at + 2))) {
      units.add(unit);
      units.add(unitAt(at + 2));
      at += 2;
    } else if (isHighSurrogate(unit) || isLowSurrogate(unit)) {
      units.add(escapedByte(bytes[at] ?? 0));
      units.add(escapedByte(bytes[at + 1] ?? 0));
    } else units.add(unit);
  }
  return units.text();
}

/** Characters per call of `String.fromCharCode`, whose arguments must fit on the stack. */
const pieceUnits = 8192;

function fromUnits(units: Uint8Array | Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += pieceUnits)
    text += Reflect.apply(String.fromCharCode, undefined, units.subarray(at, at + pieceUnits));
  return text;
}

/** Collects the UTF-16 units of a text: appending each one to a string would take thirty times as long. */
class UnitBuffer {
  readonly #piece: Uint16Array;
  #length = 0;
  #text = '';

  /** Allocates `most` units up front if they are few. */
  constructor(most: number) {
    this.#piece = new Uint16Array(Math.min(most, pieceUnits));
  }

  add(unit: number): void {
    if (this.#length === this.#piece.length) this.#flush();
    this.#piece[this.#length++] = unit;
  }

  text(): string {
    this.#flush();
    return this.#text;
  }

  #flush(): void {
    this.#text += fromUnits(this.#piece.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** The unit that represents a byte that isn't text. */
function escapedByte(byte: number): number {
  return 0xdc00 + byte;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
