/** Checksums as numbers, under the names used in templates: all of the `crc` library, and sums of a byte. */
import crc1 from 'crc/calculators/crc1';
import crc8 from 'crc/calculators/crc8';
import crc8dvbs2 from 'crc/calculators/crc8dvbs2';
import crc16 from 'crc/calculators/crc16';
import crc16ccitt from 'crc/calculators/crc16ccitt';
import crc16kermit from 'crc/calculators/crc16kermit';
import crc16modbus from 'crc/calculators/crc16modbus';
import crc16xmodem from 'crc/calculators/crc16xmodem';
import crc24 from 'crc/calculators/crc24';
import crc32 from 'crc/calculators/crc32';
import crc32mpeg2 from 'crc/calculators/crc32mpeg2';
import crc81wire from 'crc/calculators/crc81wire';
import crcjam from 'crc/calculators/crcjam';
import { sumOf, xorOf } from './checksum.ts';

export interface ChecksumNumber {
  readonly sizeBytes: number;
  /** Number of decimal digits, if the checksum is usually written in decimal. */
  readonly decimals?: number;
  value(bytes: Uint8Array): number;
  /** Returns the part of a message that is summed, given all bytes before the checksum; by default, all of them. */
  part?(preceding: Uint8Array): Uint8Array;
}

export const checksumNumbers: ReadonlyMap<string, ChecksumNumber> = new Map<string, ChecksumNumber>([
  ['sum8', { sizeBytes: 1, value: sumOf }],
  ['xor8', { sizeBytes: 1, value: xorOf }],
  ['lrc', { sizeBytes: 1, value: bytes => -sumOf(bytes) & 0xff }],
  ['nmea', { sizeBytes: 1, value: xorOf, part: nmeaPart }],
  ['fix', { sizeBytes: 1, decimals: 3, value: sumOf, part: fixPart }],
  ['crc1', crc(1, crc1)],
  ['crc8', crc(1, crc8)],
  ['crc81wire', crc(1, crc81wire)],
  ['crc8dvbs2', crc(1, crc8dvbs2)],
  ['crc16', crc(2, crc16)],
  ['crc16ccitt', crc(2, crc16ccitt)],
  ['crc16kermit', crc(2, crc16kermit)],
  ['crc16modbus', crc(2, crc16modbus)],
  ['crc16xmodem', crc(2, crc16xmodem)],
  ['crc24', crc(3, crc24)],
  ['crc32', crc(4, crc32)],
  ['crc32mpeg2', crc(4, crc32mpeg2)],
  ['crcjam', crc(4, crcjam)],
]);

/** Some of the library's calculators return a signed number. */
function crc(sizeBytes: number, calculate: (bytes: Uint8Array) => number): ChecksumNumber {
  return { sizeBytes, value: bytes => calculate(bytes) >>> 0 };
}

const [dollar, exclamation, asterisk] = [0x24, 0x21, 0x2a];
const fixTag = [0x31, 0x30, 0x3d];

/** Returns what is between the last `$` or `!` and an asterisk at the end, as in `$GPGLL,…*`. */
function nmeaPart(preceding: Uint8Array): Uint8Array {
  const start = Math.max(preceding.lastIndexOf(dollar), preceding.lastIndexOf(exclamation)) + 1;
  return preceding.subarray(start, preceding.length - (preceding.at(-1) === asterisk ? 1 : 0));
}

/** Returns what precedes the field `10=`, the field that the checksum itself is in. */
function fixPart(preceding: Uint8Array): Uint8Array {
  const isTag = fixTag.every((byte, at) => preceding[preceding.length - fixTag.length + at] === byte);
  return isTag ? preceding.subarray(0, -fixTag.length) : preceding;
}
