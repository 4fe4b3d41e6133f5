/** Recorded bytes whose framing is guessed, and what a guess can be compared with: how common each byte is. */
import type { LengthCodec } from '../length/lengthCodec.ts';

/** Bytes that a peer sent, and the offsets at which reads ended, in ascending order. */
export interface RecordedBytes {
  readonly bytes: Uint8Array;
  readonly readEnds: readonly number[];
}

/** Guesses are compared by this many bytes; the best of them are then checked with all of them. */
const scoredBytes = 64 * 1024;
/** Offsets at which a length field is read to learn how often arbitrary bytes make a plausible length. */
const probedOffsets = 4096;

/** Lengths that are read at offsets all over the sample. */
export interface Probes {
  /** Number of probed offsets. */
  readonly total: number;
  /** One is probed out of this many offsets. */
  readonly stride: number;
  /** Numbers of offsets by the size of the field there, and the bits of its length. */
  readonly hits: ReadonlyMap<number, readonly number[]>;
}

export class Sample {
  readonly recorded: RecordedBytes;
  /** The beginning of the recorded bytes, by which guesses are compared. */
  readonly bytes: Uint8Array;
  readonly readEnds: readonly number[];
  readonly #shares = new Float64Array(256);
  readonly #probes = new Map<LengthCodec, Probes>();

  constructor(recorded: RecordedBytes) {
    this.recorded = recorded;
    this.bytes = recorded.bytes.subarray(0, scoredBytes);
    this.readEnds = recorded.readEnds.filter(end => end <= this.bytes.length);
    for (const byte of this.bytes) this.#shares[byte] = (this.#shares[byte] ?? 0) + 1;
    for (let byte = 0; byte < 256; byte++)
      this.#shares[byte] = ((this.#shares[byte] ?? 0) + 0.5) / (this.bytes.length + 128);
  }

  /** Returns the probability of a byte, regardless of its place. */
  share(byte: number): number {
    return this.#shares[byte] ?? 0;
  }

  /** Returns the probability of the bytes of a range. */
  shareOf(from: number, to: number): number {
    let sum = 0;
    for (let byte = from; byte <= to; byte++) sum += this.share(byte);
    return Math.min(1, sum);
  }

  probes(codec: LengthCodec): Probes {
    const known = this.#probes.get(codec);
    if (known) return known;
    const probed = this.#probe(codec);
    this.#probes.set(codec, probed);
    return probed;
  }

  #probe(codec: LengthCodec): Probes {
    const stride = Math.max(1, Math.ceil(this.bytes.length / probedOffsets));
    const hits = new Map<number, number[]>();
    let total = 0;
    for (let at = 0; at + codec.minBytes <= this.bytes.length; at += stride) {
      total++;
      const read = codec.read(this.bytes, at);
      if (!read || 'expected' in read) continue;
      const bits = bitsOf(Number(read.length));
      const byBits = hits.get(read.bytes) ?? Array.from({ length: 66 }, () => 0);
      byBits[bits] = (byBits[bits] ?? 0) + 1;
      hits.set(read.bytes, byBits);
    }
    return { total, stride, hits };
  }
}

/** Returns how many bits a number takes. */
export function bitsOf(value: number): number {
  return value < 1 ? 0 : Math.min(65, Math.floor(Math.log2(value)) + 1);
}
