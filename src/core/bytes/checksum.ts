/** Checksums that protocols append to a message, as the bytes sent on the wire. */
import crc8 from 'crc/calculators/crc8';
import crc16ccitt from 'crc/calculators/crc16ccitt';
import crc16kermit from 'crc/calculators/crc16kermit';
import crc16modbus from 'crc/calculators/crc16modbus';
import crc16xmodem from 'crc/calculators/crc16xmodem';
import crc32 from 'crc/calculators/crc32';

export const checksumNames = [
  'sum8',
  'xor8',
  'lrc',
  'crc8',
  'crc16modbus',
  'crc16ccitt',
  'crc16xmodem',
  'crc16kermit',
  'crc32',
  'crc32le',
] as const;

export type ChecksumName = (typeof checksumNames)[number];

/** Common names; CRCs are named as in the catalogue of parametrised CRC algorithms. */
export const checksumLabels: Record<ChecksumName, string> = {
  sum8: 'Sum modulo 256',
  xor8: 'XOR (BCC)',
  lrc: 'LRC (Modbus ASCII)',
  crc8: 'CRC-8',
  crc16modbus: 'CRC-16/MODBUS',
  crc16ccitt: 'CRC-16/CCITT-FALSE',
  crc16xmodem: 'CRC-16/XMODEM',
  crc16kermit: 'CRC-16/KERMIT',
  crc32: 'CRC-32',
  crc32le: 'CRC-32, little-endian',
};

/** Returns one, two or four bytes. CRCs that shift right are little-endian: a message with its checksum has CRC 0. */
export function checksum(name: ChecksumName, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  switch (name) {
    case 'sum8':
      return Uint8Array.of(sumOf(bytes));
    case 'xor8':
      return Uint8Array.of(xorOf(bytes));
    case 'lrc':
      return Uint8Array.of(-sumOf(bytes));
    case 'crc8':
      return Uint8Array.of(crc8(bytes));
    case 'crc16modbus':
      return twoBytes(crc16modbus(bytes), true);
    case 'crc16ccitt':
      return twoBytes(crc16ccitt(bytes), false);
    case 'crc16xmodem':
      return twoBytes(crc16xmodem(bytes), false);
    case 'crc16kermit':
      return twoBytes(crc16kermit(bytes), true);
    case 'crc32':
    case 'crc32le':
      return fourBytes(crc32(bytes), name === 'crc32le');
  }
}

/** Returns the sum modulo 256. */
export function sumOf(bytes: Uint8Array): number {
  let all = 0;
  for (const byte of bytes) all = (all + byte) & 0xff;
  return all;
}

export function xorOf(bytes: Uint8Array): number {
  let all = 0;
  for (const byte of bytes) all ^= byte;
  return all;
}

function twoBytes(value: number, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, littleEndian);
  return bytes;
}

function fourBytes(value: number, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, littleEndian);
  return bytes;
}
