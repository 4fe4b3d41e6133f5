/** Follows a chain of length-prefixed frames over bytes: a wrong guess breaks off after a few frames. */
import { defaultMaxFrameBytes } from '../framing.ts';
import type { LengthCodec } from '../length/lengthCodec.ts';

/** Where lengths are, and what they count. */
export interface LengthForm {
  readonly codec: LengthCodec;
  readonly offset: number;
  readonly includesHeader: boolean;
  readonly adjust: number;
}

/** The frames of a chain: where each one ends, and the length in its header. */
export interface LengthChain {
  readonly ends: readonly number[];
  readonly lengths: readonly number[];
  /** Sizes of the length fields. */
  readonly fieldBytes: readonly number[];
  /** Number of bytes behind the length field of each frame. */
  readonly sizes: readonly number[];
  /** Length of the frame that the bytes end in. */
  readonly last?: number;
}

/** More frames don't make a guess more certain. */
const maxFrames = 1000;
/** Zeros look like empty frames: a chain that begins with more of them is given up. */
const maxEmpty = 16;

/** Returns undefined if a length is invalid, or if no frame is complete. */
export function lengthChain(
  bytes: Uint8Array,
  { codec, offset, includesHeader, adjust }: LengthForm,
): LengthChain | undefined {
  const ends: number[] = [];
  const [lengths, fieldBytes, sizes]: [number[], number[], number[]] = [[], [], []];
  let isEmpty = true;
  for (let at = 0; at < bytes.length && ends.length < maxFrames; ) {
    const read = codec.read(bytes, at + offset);
    if (!read) break;
    if ('expected' in read || typeof read.length === 'bigint') return undefined;
    const size = read.length + adjust - (includesHeader ? offset + read.bytes : 0);
    if (size < 0 || size > defaultMaxFrameBytes) return undefined;
    const end = at + offset + read.bytes + size;
    if (end > bytes.length)
      return ends.length > 0 ? { ends, lengths, fieldBytes, sizes, last: read.length } : undefined;
    ends.push(end);
    lengths.push(read.length);
    fieldBytes.push(read.bytes);
    sizes.push(size);
    isEmpty &&= size === 0;
    if (isEmpty && sizes.length > maxEmpty) return undefined;
    at = end;
  }
  return ends.length > 0 ? { ends, lengths, fieldBytes, sizes } : undefined;
}
