/** The score of a guess, in bits: see `guessing.md`. */
import type { LengthChain, LengthForm } from './lengthChain.ts';
import { bitsOf, type Sample } from './sample.ts';

/** Frames whose bytes are compared. */
const comparedFrames = 256;
/** Bytes compared at both ends of each frame. */
const comparedBytes = { first: 8, last: 3 } as const;
/** What an empty frame costs: two bytes of zeros before each length look like one. */
const emptyCost = 1;
/** Bits needed to state that one byte of each frame is predictable. */
const columnCost = 3;

/** Returns how surprising it is that lengths lead from frame to frame: nothing for those that are always the same. */
export function lengthBits(sample: Sample, chain: LengthChain, form: LengthForm): number {
  const rarities = new Map(
    [...new Set(chain.fieldBytes)].map(bytes => [bytes, rarityBits(sample, chain, form, bytes)]),
  );
  const seen = new Map<number, number>();
  let bits = 0;
  chain.lengths.forEach((length, index) => {
    const rarity = rarities.get(chain.fieldBytes[index] as number) ?? 0;
    const times = seen.get(length) ?? 0;
    // A length that occurred before says little more than that frames tend to have it, as those of `fixed` do.
    if (chain.sizes[index] === 0) bits -= emptyCost;
    else bits += times === 0 ? rarity : Math.min(rarity, Math.log2((index + 1) / times));
    seen.set(length, times + 1);
  });
  return bits - Math.max(0, bitsOf(chain.last ?? 0) - bitsOf(greatest(chain.lengths)));
}

/**
 * Returns how rarely other bytes of the sample would be a field of this size with a length as short as those of the
 * chain, compared with how many fields of the chain have this size.
 */
function rarityBits(sample: Sample, chain: LengthChain, { codec, offset }: LengthForm, fieldBytes: number): number {
  const { total, stride, hits } = sample.probes(codec);
  const isOfSize = (_: unknown, index: number) => chain.fieldBytes[index] === fieldBytes;
  const fieldAt = [0, ...chain.ends.slice(0, -1)].filter(isOfSize).map(start => start + offset);
  const most = bitsOf(greatest(chain.lengths.filter(isOfSize)));
  const byBits = hits.get(fieldBytes) ?? [];
  const others = sum(byBits.slice(0, most + 1)) - fieldAt.filter(at => at % stride === 0).length;
  const share = Math.max(0, others) / Math.max(1, total - fieldAt.length / stride);
  const rarity = -Math.log2(Math.min(1, Math.max(share, fieldShare(sample, fieldAt, fieldBytes), 2 ** -30)));
  return rarity + Math.log2(fieldAt.length / chain.ends.length);
}

function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Returns the probability of a field like these if bytes were independent of each other. */
function fieldShare(sample: Sample, fieldAt: readonly number[], bytes: number): number {
  let share = 1;
  for (let column = 0; column < bytes; column++) {
    const values = fieldAt.slice(0, comparedFrames).map(at => sample.bytes[at + column] as number);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const isDigit = least >= 0x30 && most <= 0x39;
    // As many bits as the greatest value has; a digit can be any.
    share *= isDigit ? sample.shareOf(0x30, 0x39) : sample.shareOf(0, 2 ** bitsOf(most) - 1);
  }
  return share;
}

/** Offsets of bytes that belong to a length field. */
export interface FieldPlace {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Returns how much better the first and the last bytes of frames can be predicted than others: they are the same in all
 * frames, or one of a few.
 */
export function columnBits(sample: Sample, ends: readonly number[], field?: FieldPlace): number {
  const frames = ends
    .slice(0, comparedFrames)
    .map((end, index) => ({ start: index === 0 ? 0 : (ends[index - 1] as number), end }));
  let bits = 0;
  const add = (at: (frame: { start: number; end: number }) => number) => {
    bits += columnGain(
      sample,
      frames.flatMap(frame => {
        const offset = at(frame);
        const isField =
          field && offset >= frame.start + field.offset && offset < frame.start + field.offset + field.bytes;
        return offset < frame.start || offset >= frame.end || isField ? [] : [sample.bytes[offset] as number];
      }),
    );
  };
  for (let column = 0; column < comparedBytes.first; column++) add(({ start }) => start + column);
  for (let column = 1; column <= comparedBytes.last; column++)
    add(({ start, end }) => (end - column >= start + comparedBytes.first ? end - column : -1));
  return bits;
}

function columnGain(sample: Sample, values: readonly number[]): number {
  const seen = new Map<number, number>();
  let gain = -columnCost;
  values.forEach((value, index) => {
    const times = seen.get(value) ?? 0;
    gain += Math.log2((times + sample.share(value)) / (index + 1) / sample.share(value));
    seen.set(value, times + 1);
  });
  return Math.max(0, gain);
}

/** Returns how surprising it is that reads ended where frames do. */
export function readBits(readEnds: readonly number[], ends: readonly number[], bytes: number): number {
  const frameEnds = new Set(ends);
  const last = ends.at(-1) ?? 0;
  const reads = readEnds.filter(end => end <= last || end === bytes);
  const met = reads.filter(end => frameEnds.has(end)).length;
  const expected = ends.length / Math.max(ends.length + 1, last);
  const share = met / Math.max(1, reads.length);
  if (share <= expected) return 0;
  const missed = reads.length - met;
  const bits =
    met * Math.log2(share / expected) + (missed === 0 ? 0 : missed * Math.log2((1 - share) / (1 - expected)));
  return Math.max(0, bits - Math.log2(reads.length + 1));
}
