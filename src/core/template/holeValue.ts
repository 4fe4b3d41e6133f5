/** Values that placeholders insert or compare with, as text, number or bytes. */
import type { TextCodec } from '../bytes/textCodec.ts';

/** Bytes captured from a message. They are a view of it: whoever keeps them longer must copy them. */
export interface Captured {
  readonly bytes: Uint8Array;
  /** What the bytes mean, if they were captured with the type of a number or a text. */
  readonly value?: bigint | number | string;
}

export type HoleValue = Uint8Array | Captured | string | bigint | number;

/** Longer texts aren't numbers. */
const maxNumberUnits = 60;

/** Returns the value as a number if it is one, or text that represents one. */
export function numberOf(value: HoleValue, codec: TextCodec): bigint | number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'string') return parseNumber(value);
  if (!(value instanceof Uint8Array)) return numberOf(value.value ?? value.bytes, codec);
  return value.length > 4 * maxNumberUnits ? undefined : parseNumber(codec.decode(value));
}

/** Returns the value as text. */
export function textOf(value: HoleValue, codec: TextCodec): string {
  if (value instanceof Uint8Array) return codec.decode(value);
  return typeof value === 'object' ? String(value.value ?? codec.decode(value.bytes)) : String(value);
}

/** Returns the bytes as captured or given, and those of a text; a number has none without a type. */
export function bytesOf(value: HoleValue, codec: TextCodec): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'object') return value.bytes;
  return typeof value === 'string' ? codec.encode(value) : undefined;
}

/** Returns the value as a count of bytes or digits. */
export function countIn(value: HoleValue | undefined, codec: TextCodec): number | undefined {
  const number = value === undefined ? undefined : numberOf(value, codec);
  const count = number === undefined ? -1 : Number(number);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Parses decimal numbers: whole ones exactly, others as floating-point numbers. */
export function parseNumber(text: string): bigint | number | undefined {
  if (text.length > maxNumberUnits) return undefined;
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  return /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined;
}
