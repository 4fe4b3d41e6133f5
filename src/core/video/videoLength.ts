/** The length before each frame of video: 8 bytes, Python's `struct.pack("Q", n)`. */
import type { BinaryLength } from '../endpointConfig.ts';

export type Endian = BinaryLength['endian'];

export const lengthPrefixBytes = 8;

/** Returns the header for a frame whose parts have this many bytes in total. */
export function videoLength(bytes: number, endian: Endian): Uint8Array {
  const header = new Uint8Array(lengthPrefixBytes);
  new DataView(header.buffer).setBigUint64(0, BigInt(bytes), endian === 'little');
  return header;
}
