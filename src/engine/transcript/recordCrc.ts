/**
 * CRC-32 as in zlib (polynomial 0xEDB88320, reflected). Zlib's own needs a native call and a view of the bytes, which
 * take longer than the CRC of a short record: a flood of lines has a million records a second.
 */
import { crc32 } from 'node:zlib';

/** Up to this length, the tables are faster than the native call. */
const shortBytes = 256;

/** Eight tables of 256 values, for slicing by eight: table `k` has the CRC of a byte followed by `k` zeros. */
const tables = new Int32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  tables[byte] = crc;
}
for (let at = 256; at < tables.length; at++) {
  const before = tables[at - 256] as number;
  tables[at] = (tables[before & 0xff] as number) ^ (before >>> 8);
}

/** Returns the CRC of the bytes from `from` to `to`, unsigned. `view` covers all of `memory`. */
export function crcOf(view: DataView, memory: Uint8Array, from: number, to: number): number {
  return to - from > shortBytes ? crc32(memory.subarray(from, to)) : shortCrc(view, from, to);
}

function shortCrc(view: DataView, from: number, to: number): number {
  let crc = -1;
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (tables[1792 + (low & 0xff)] as number) ^
      (tables[1536 + ((low >>> 8) & 0xff)] as number) ^
      (tables[1280 + ((low >>> 16) & 0xff)] as number) ^
      (tables[1024 + (low >>> 24)] as number) ^
      (tables[768 + (high & 0xff)] as number) ^
      (tables[512 + ((high >>> 8) & 0xff)] as number) ^
      (tables[256 + ((high >>> 16) & 0xff)] as number) ^
      (tables[high >>> 24] as number);
  }
  for (; at < to; at++) crc = (tables[(crc ^ view.getUint8(at)) & 0xff] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}
