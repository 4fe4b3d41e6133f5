/** Encodes a value as its placeholder's type says. */
import { quotable } from '../bytes/quotable.ts';
import type { TextCodec } from '../bytes/textCodec.ts';
import { TextError } from '../phrase.ts';
import { bytesOf, countIn, type HoleValue, numberOf, textOf } from './holeValue.ts';
import { type Count, maxDigits, type ValueType } from './valueType.ts';

/** A captured length could request any number of blanks. */
const maxPaddedBytes = 1024 * 1024;

export interface EncodeContext {
  readonly codec: TextCodec;
  /** Returns the value of a name that a type counts with. */
  valueOf(name: string): HoleValue | undefined;
}

/** @throws TextError for a value that the type can't represent. */
export function encodeTyped(type: ValueType, value: HoleValue, context: EncodeContext): Uint8Array {
  const bytes = isBytes(type) ? encodedBytes(type, value, context) : encodedNumber(type, value, context);
  if (!bytes) throw notWritable(value, type, context.codec);
  return bytes;
}

function isBytes({ kind }: ValueType): boolean {
  return kind === 'bytes' || kind === 'text' || kind === 'word';
}

function encodedBytes(type: ValueType, value: HoleValue, context: EncodeContext): Uint8Array | undefined {
  const { codec } = context;
  const bytes = rawBytes(type, value, codec);
  switch (type.kind) {
    case 'word':
      return /^\S+$/.test(codec.decode(bytes)) ? bytes : undefined;
    case 'bytes':
    case 'text': {
      if (type.count === undefined) return bytes;
      const count = counted(type.count, context);
      return count === undefined ? undefined : fitted(bytes, count, type.kind, codec);
    }
    default:
      return undefined;
  }
}

/** A captured number or text without its padding is written as text; anything else as the bytes that it is. */
function rawBytes({ kind }: ValueType, value: HoleValue, codec: TextCodec): Uint8Array {
  const isText = kind === 'text' || kind === 'word';
  const captured = isText && typeof value === 'object' && 'value' in value ? value.value : undefined;
  return (captured === undefined ? bytesOf(value, codec) : undefined) ?? codec.encode(textOf(value, codec));
}

/** Pads a text with blanks behind. Bytes must have the length as they are. */
function fitted(bytes: Uint8Array, count: number, kind: 'bytes' | 'text', codec: TextCodec): Uint8Array | undefined {
  if (bytes.length === count) return bytes;
  const blank = codec.encode(' ');
  const missing = (count - bytes.length) / blank.length;
  const canPad = kind === 'text' && missing > 0 && Number.isInteger(missing) && count <= maxPaddedBytes;
  if (!canPad) return undefined;
  const padded = new Uint8Array(count);
  padded.set(bytes);
  for (let at = bytes.length; at < count; at += blank.length) padded.set(blank, at);
  return padded;
}

function encodedNumber(type: ValueType, value: HoleValue, context: EncodeContext): Uint8Array | undefined {
  const number = numberOf(value, context.codec);
  if (number === undefined) return undefined;
  if (type.kind === 'float') return float(type, Number(number));
  if (type.kind === 'num') return encodedDecimal(number, context.codec);
  const whole = wholeNumber(number);
  if (whole === undefined) return undefined;
  switch (type.kind) {
    case 'integer':
      return integer(type, whole);
    case 'varint':
      return varint(whole);
    case 'int':
      return context.codec.encode(String(whole));
    case 'bcd': {
      const count = countedDigits(type.count, context);
      const digits = count === undefined ? undefined : digitsOf(whole, 10, 2 * count);
      return digits === undefined ? undefined : packed(digits);
    }
    case 'dec':
    case 'hex': {
      const text = numeral(type, whole, context);
      return text === undefined ? undefined : context.codec.encode(text);
    }
    default:
      return undefined;
  }
}

/** JavaScript writes the shortest digits that mean the same floating-point number, not those of the whole number that it is. */
function encodedDecimal(number: bigint | number, codec: TextCodec): Uint8Array | undefined {
  if (!Number.isFinite(Number(number))) return undefined;
  return codec.encode(String(Math.abs(Number(number)) < 1e21 ? (wholeNumber(number) ?? number) : number));
}

function wholeNumber(number: bigint | number): bigint | undefined {
  if (typeof number === 'bigint') return number;
  return Number.isInteger(number) ? BigInt(number) : undefined;
}

function float({ bytes, little }: Extract<ValueType, { kind: 'float' }>, value: number): Uint8Array {
  const encoded = new Uint8Array(bytes);
  const view = new DataView(encoded.buffer);
  if (bytes === 4) view.setFloat32(0, value, little);
  else view.setFloat64(0, value, little);
  return encoded;
}

function integer(
  { bytes, signed, little }: Extract<ValueType, { kind: 'integer' }>,
  value: bigint,
): Uint8Array | undefined {
  const bits = 8 * bytes;
  if ((signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) !== value) return undefined;
  const encoded = new Uint8Array(bytes);
  let rest = BigInt.asUintN(bits, value);
  for (let at = 0; at < bytes; at++) {
    encoded[little ? at : bytes - 1 - at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return encoded;
}

/** Groups of seven bits, the lowest first, as in protobuf and MQTT. */
function varint(value: bigint): Uint8Array | undefined {
  if (value < 0n || BigInt.asUintN(64, value) !== value) return undefined;
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 0x80n) return Uint8Array.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 0x7fn) | 0x80);
  }
}

function numeral(
  type: Extract<ValueType, { kind: 'dec' | 'hex' }>,
  value: bigint,
  context: EncodeContext,
): string | undefined {
  const count = type.count === undefined ? undefined : countedDigits(type.count, context);
  if (type.count !== undefined && count === undefined) return undefined;
  if (type.kind === 'dec' && type.pad) {
    const digits = digitsOf(value, 10, undefined);
    return digits === undefined || digits.length > (count ?? 0) ? undefined : digits.padEnd(count ?? 0, type.pad);
  }
  const digits = digitsOf(value, type.kind === 'dec' ? 10 : 16, count);
  return type.kind === 'hex' && type.upper ? digits?.toUpperCase() : digits;
}

/** Returns the digits with zeros in front; undefined for a negative number and for one with more digits. */
function digitsOf(value: bigint, radix: 10 | 16, count: number | undefined): string | undefined {
  if (value < 0n) return undefined;
  const digits = value.toString(radix);
  return digits.length > (count ?? maxDigits) ? undefined : digits.padStart(count ?? 0, '0');
}

function packed(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

function countedDigits(count: Count, context: EncodeContext): number | undefined {
  const digits = counted(count, context) ?? 0;
  return digits >= 1 && digits <= maxDigits ? digits : undefined;
}

/** Undefined for a count that isn't known. */
function counted(count: Count, context: EncodeContext): number | undefined {
  return typeof count === 'number' ? count : countIn(context.valueOf(count), context.codec);
}

function notWritable(value: HoleValue, { source }: ValueType, codec: TextCodec): TextError {
  return new TextError('“{0}” can’t be written as {1}', quotable(shown(value, codec)), source);
}

/** Decodes no more of the bytes than are quoted. */
function shown(value: HoleValue, codec: TextCodec): string {
  return textOf(value instanceof Uint8Array ? value.subarray(0, 200) : value, codec);
}
