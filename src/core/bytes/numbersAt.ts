/** Reads the bytes at an offset as numbers, in either byte order. */

export type NumberType =
  | 'u8'
  | 'i8'
  | 'u16'
  | 'i16'
  | 'u24'
  | 'u32'
  | 'i32'
  | 'u64'
  | 'i64'
  | 'f32'
  | 'f64'
  | 'unixTime';

/** Values as text, since 64 bits don't fit in a JavaScript number. Both are equal for a single byte. */
export interface NumberReading {
  readonly type: NumberType;
  readonly sizeBytes: number;
  /** Undefined if the value makes no sense for the type. */
  readonly little: string | undefined;
  readonly big: string | undefined;
}

type Read = (view: DataView, littleEndian: boolean) => string | undefined;

/** Range of seconds that are likely meant as a time: from 1990 to 2100. */
const firstPlausibleSecond = Date.UTC(1990) / 1000;
const lastPlausibleSecond = Date.UTC(2100) / 1000;

const readers: readonly (readonly [NumberType, number, Read])[] = [
  ['u8', 1, view => String(view.getUint8(0))],
  ['i8', 1, view => String(view.getInt8(0))],
  ['u16', 2, (view, little) => String(view.getUint16(0, little))],
  ['i16', 2, (view, little) => String(view.getInt16(0, little))],
  ['u24', 3, (view, little) => String(readUint24(view, little))],
  ['u32', 4, (view, little) => String(view.getUint32(0, little))],
  ['i32', 4, (view, little) => String(view.getInt32(0, little))],
  ['u64', 8, (view, little) => String(view.getBigUint64(0, little))],
  ['i64', 8, (view, little) => String(view.getBigInt64(0, little))],
  ['f32', 4, (view, little) => shortestFloat32(view.getFloat32(0, little))],
  ['f64', 8, (view, little) => floatText(view.getFloat64(0, little))],
  ['unixTime', 4, (view, little) => unixTime(view.getUint32(0, little))],
];

/**
 * Returns every type that fits between the offset and the end. `unixTime` (u32 seconds since 1970, as ISO 8601 in UTC)
 * is included only if the value in one of the byte orders is between 1990 and 2100.
 */
export function numbersAt(bytes: Uint8Array, offset: number): NumberReading[] {
  const left = bytes.length - offset;
  const readings: NumberReading[] = [];
  for (const [type, sizeBytes, read] of readers) {
    if (sizeBytes > left) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, sizeBytes);
    const [little, big] = [read(view, true), read(view, false)];
    if (little !== undefined || big !== undefined) readings.push({ type, sizeBytes, little, big });
  }
  return readings;
}

function readUint24(view: DataView, littleEndian: boolean): number {
  return littleEndian
    ? view.getUint16(0, true) + view.getUint8(2) * 0x1_0000
    : view.getUint8(0) * 0x1_0000 + view.getUint16(1, false);
}

/** Returns the fewest digits that distinguish the value from its neighbors: `0.1`, not `0.10000000149011612`. */
function shortestFloat32(value: number): string {
  for (let digits = 1; digits < 9 && Number.isFinite(value); digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return floatText(value === 0 ? value : short);
  }
  return floatText(value);
}

function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function unixTime(seconds: number): string | undefined {
  if (seconds < firstPlausibleSecond || seconds >= lastPlausibleSecond) return undefined;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
