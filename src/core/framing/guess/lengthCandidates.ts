/** Searches all length-prefixed framings: kinds of fields, offsets, and what lengths count. */
import type { LengthField, LengthPrefix } from '../../endpointConfig.ts';
import type { LengthCodec } from '../length/lengthCodec.ts';
import { lengthCodec } from '../length/lengthEnvelope.ts';
import { bytesOf } from './bytesOf.ts';
import type { Candidate } from './candidate.ts';
import { columnBits, lengthBits, readBits } from './evidence.ts';
import { type LengthChain, lengthChain } from './lengthChain.ts';
import type { Sample } from './sample.ts';

const maxOffset = 16;
const maxAdjust = 16;
const blank = 0x20;

interface FieldGuess {
  readonly field: LengthField;
  readonly cost: number;
}

const binaryFields: readonly FieldGuess[] = [
  ...([1, 2, 3, 4, 8] as const).flatMap(bytes =>
    (bytes === 1 ? (['big'] as const) : (['big', 'little'] as const)).map(endian => ({
      field: { bytes, endian },
      cost: { 1: 2, 2: 1, 3: 3, 4: 1, 8: 2 }[bytes],
    })),
  ),
  { field: { varint: true }, cost: 4 },
  ...[1, 2, 3, 4].map(bcd => ({ field: { bcd }, cost: 6 })),
];

/** Yields after each chain, so that others get a turn. */
export function* lengthCandidates(sample: Sample): Generator<void, Candidate[]> {
  const found: Candidate[] = [];
  const codecs = new Map<string, LengthCodec>();
  for (let offset = 0; offset <= maxOffset; offset++) {
    for (const guess of [...binaryFields, ...textFields(sample.bytes, offset)]) {
      const key = JSON.stringify(guess.field);
      const codec = codecs.get(key) ?? lengthCodec(guess.field);
      codecs.set(key, codec);
      for (const counts of whatIsCounted(codec, offset)) {
        const form = { codec, offset, ...counts };
        const chain = lengthChain(sample.bytes, form);
        if (!chain || chain.ends.length < 2) continue;
        found.push(...candidate(sample, guess, form, chain));
        yield;
      }
      yield;
    }
  }
  return found;
}

interface Counts {
  readonly includesHeader: boolean;
  readonly adjust: number;
  readonly cost: number;
}

/** Lists what a length may count. Forms that would be equal are listed once. */
function* whatIsCounted({ minBytes, maxBytes }: LengthCodec, offset: number): Generator<Counts> {
  const header = offset + minBytes;
  const isFixed = minBytes === maxBytes;
  yield { includesHeader: false, adjust: 0, cost: 0 };
  yield { includesHeader: true, adjust: 0, cost: 2 };
  for (let adjust = isFixed ? -header : -4; adjust <= maxAdjust; adjust++) {
    if (adjust === 0 || (isFixed && adjust === -header)) continue;
    // Itself, but not what is before it.
    yield { includesHeader: false, adjust, cost: adjust === -minBytes ? 4 : 6 + Math.abs(adjust) / 4 };
  }
}

type Form = Counts & { readonly codec: LengthCodec; readonly offset: number };

function candidate(
  sample: Sample,
  { field, cost: fieldCost }: FieldGuess,
  form: Form,
  chain: LengthChain,
): Candidate[] {
  const ofLengths = lengthBits(sample, chain, form);
  const { ends } = chain;
  const { offset, codec } = form;
  const isVaried = new Set(chain.lengths).size > 1;
  const ofColumns = isVaried ? columnBits(sample, ends, { offset, bytes: codec.minBytes }) : 0;
  const cost = 2 + fieldCost + (offset === 0 ? 0 : 3 + offset / 4) + form.cost;
  const score = ofLengths + ofColumns + readBits(sample.readEnds, ends, sample.bytes.length) - cost;
  return [
    { framing: { lengthPrefix: prefixOf(sample, field, form, ends) }, ends, score, cost, mayBeOffered: isVaried },
  ];
}

/** Describes the form as a config does: bytes that all frames end with, but which no length counts, are a trailer. */
function prefixOf(sample: Sample, field: LengthField, form: Form, ends: readonly number[]): LengthPrefix {
  const { offset, includesHeader, adjust } = form;
  const trailer = adjust > 0 && !includesHeader ? commonEnd(sample.bytes, ends, adjust) : new Uint8Array();
  const rest = adjust - trailer.length;
  return {
    ...field,
    ...(offset > 0 && { offset }),
    ...(includesHeader && { includesHeader }),
    ...(rest !== 0 && { adjust: rest }),
    ...(trailer.length > 0 && { trailer: bytesOf(trailer) }),
  };
}

/** Returns the bytes that all frames end with, at most this many. */
function commonEnd(bytes: Uint8Array, ends: readonly number[], most: number): Uint8Array {
  const [first = 0] = ends;
  let length = 0;
  while (length < most && ends.every(end => bytes[end - 1 - length] === bytes[first - 1 - length])) length++;
  return bytes.subarray(first - length, first);
}

const isDigit = (byte = 0) => byte >= 0x30 && byte <= 0x39;
const isHex = (byte = 0) => isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
const isBlank = (byte: number | undefined) => byte === blank || byte === 0 || byte === 9;

/** Lists fields of digits that the first frame could have at this offset. */
function* textFields(bytes: Uint8Array, offset: number): Generator<FieldGuess> {
  const start = runEnd(bytes, offset, isBlank);
  const digits = runEnd(bytes, start, isDigit);
  if (digits > start) {
    const padding = runEnd(bytes, digits, isBlank);
    const isLeft = start > offset;
    for (let end = isLeft ? digits : offset + 1; end <= (isLeft ? digits : padding); end++) {
      const pad = isLeft ? ('left' as const) : bytes[offset] === 0x30 && end <= digits ? ('zeros' as const) : undefined;
      const isWhole = end === digits || end === padding;
      yield { field: { digits: end - offset, ...(pad && { pad }) }, cost: isWhole ? 3 : 6 };
    }
    if (!isLeft) yield* untilFields(bytes, digits);
  }
  const hex = Math.min(runEnd(bytes, offset, isHex), offset + 16);
  for (let end = offset + 2; end <= hex; end++)
    yield { field: { hexDigits: end - offset }, cost: (end - offset) % 2 === 0 ? 4 : 7 };
}

/** Lists what the digits of the first frame may end with: one character or two. */
function* untilFields(bytes: Uint8Array, digits: number): Generator<FieldGuess> {
  for (const length of [1, 2]) {
    const until = bytes.subarray(digits, digits + length);
    if (until.length === length && isBoundary(until))
      yield { field: { digitsUntil: bytesOf(until) }, cost: 3 + length };
  }
}

function isBoundary(until: Uint8Array): boolean {
  return until.every(byte => byte < 0x80 && !isDigit(byte) && !/[a-z]/i.test(String.fromCharCode(byte)));
}

function runEnd(bytes: Uint8Array, from: number, isIn: (byte: number | undefined) => boolean): number {
  const most = Math.min(bytes.length, from + 128);
  let at = from;
  while (at < most && isIn(bytes[at])) at++;
  return at;
}
