/** Placeholders whose value is computed from the message itself: lengths, checksums and hashes. */
import { type ChecksumNumber, checksumNumbers } from '../bytes/checksumNumbers.ts';
import { quotable } from '../bytes/quotable.ts';
import { type Phrase, phrase, TextError } from '../phrase.ts';
import { isHashFormat } from './formattedBytes.ts';
import { type HashAlgorithm, hashNames, isHashAlgorithm, websocketGuid } from './hashes.ts';
import type { ValueHole } from './template.ts';
import { unknownArgument } from './unknownName.ts';
import { isWholeNumber, typeOf, type ValueType } from './valueType.ts';

/** Elements from one index up to another, or a value that has been captured. */
export type Covered =
  | { readonly kind: 'preceding' | 'following' | 'span'; readonly from: number; readonly to: number }
  | { readonly kind: 'value'; readonly name: string };

export type Operation =
  | { readonly kind: 'length'; readonly plus: bigint }
  | { readonly kind: 'checksum'; readonly checksum: ChecksumNumber }
  /** `suffix` is hashed after what is covered. */
  | { readonly kind: 'hash'; readonly algorithm: HashAlgorithm; readonly suffix: string };

export interface Computed {
  readonly kind: 'computed';
  readonly hole: ValueHole;
  readonly operation: Operation;
  readonly covered: Covered;
  readonly type: ValueType;
}

/** What a computed placeholder refers to. */
export interface ComputedContext {
  readonly isHex: boolean;
  /** Index of the placeholder among the elements, and their number. */
  readonly index: number;
  readonly count: number;
  readonly spans: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  /** Names of values that can be hashed. */
  readonly names: readonly string[];
  /** Whether there can be spans. */
  readonly hasSpans: boolean;
}

const rawBytes: ValueType = { kind: 'bytes', source: 'bytes' };
const decimal: ValueType = { kind: 'dec', source: 'dec' };
const lengthArgument = /^([\p{L}_][\p{L}\p{N}_]*)?([+-]\d{1,9})?$/u;

export function isComputed(name: string): boolean {
  return name === 'len' || checksumNumbers.has(name) || hashNames.includes(name);
}

export function isHash(name: string): boolean {
  return hashNames.includes(name);
}

/** @throws TextError for arguments or a type that the placeholder doesn't accept. */
export function readComputed(hole: ValueHole, context: ComputedContext): Computed {
  const type = typeOf(hole);
  if (hole.name === 'len') return readLength(hole, type, context);
  const checksum = checksumNumbers.get(hole.name);
  return checksum ? readChecksum(hole, checksum, type, context) : readHash(hole, type, context);
}

function readLength(hole: ValueHole, type: ValueType | undefined, context: ComputedContext): Computed {
  const [, span, plus = '0'] = lengthArgument.exec(hole.parameters.join('')) ?? [];
  if (!lengthArgument.test(hole.parameters.join('')))
    throw invalid(hole, phrase('no argument, or a span and a number to add, as in {0}', '{{$len body+4:u16be}}'));
  if (!type && context.isHex)
    throw new TextError('in hex, "{0}" at character {1} needs a type, as in {2}', ...placed(hole), '{{$len:u16be}}');
  const following = { kind: 'following', from: context.index + 1, to: context.count } as const;
  const covered = span === undefined ? following : spanOf(hole, span, context);
  return {
    kind: 'computed',
    hole,
    operation: { kind: 'length', plus: BigInt(plus.replace('+', '')) },
    covered,
    type: numeric(hole, type ?? decimal),
  };
}

function readChecksum(
  hole: ValueHole,
  checksum: ChecksumNumber,
  written: ValueType | undefined,
  context: ComputedContext,
): Computed {
  const [span, ...more] = hole.parameters;
  if (more.length > 0) throw invalid(hole, phrase('no argument or a span'));
  const type = numeric(hole, checksumType(checksum, written, context.isHex));
  if (type.kind === 'integer' && type.bytes < checksum.sizeBytes)
    throw new TextError('the value of "{0}" at character {1} needs {2} bytes', ...placed(hole), checksum.sizeBytes);
  const covered = span === undefined ? preceding(context) : spanOf(hole, span, context);
  return { kind: 'computed', hole, operation: { kind: 'checksum', checksum }, covered, type };
}

function checksumType(
  { sizeBytes, decimals }: ChecksumNumber,
  written: ValueType | undefined,
  isHex: boolean,
): ValueType {
  if (written?.kind === 'hex' && written.count === undefined) return { ...written, count: 2 * sizeBytes };
  if (written) return written;
  if (decimals !== undefined) return { kind: 'dec', count: decimals, source: `dec(${decimals})` };
  if (isHex)
    return { kind: 'integer', bytes: sizeBytes, signed: false, little: false, source: `${8 * sizeBytes} bits` };
  return { kind: 'hex', count: 2 * sizeBytes, upper: true, source: `hex(${2 * sizeBytes})` };
}

function readHash(hole: ValueHole, written: ValueType | undefined, context: ComputedContext): Computed {
  const [name, ...more] = hole.parameters;
  const isAccept = !isHashAlgorithm(hole.name);
  if (isAccept && (name === undefined || written || more.length > 0))
    throw invalid(hole, phrase('the name of the key'));
  if (more.length > 0) throw invalid(hole, phrase('no argument, or the name of a span or a value'));
  const algorithm = isHashAlgorithm(hole.name) ? hole.name : 'sha1';
  const fallback: ValueType = context.isHex ? rawBytes : { kind: 'hex', upper: true, source: 'hex' };
  const type = isAccept ? ({ kind: 'base64', source: 'base64' } as const) : (written ?? fallback);
  if (!isHashFormat(type)) throw wrongType(hole, type, 'base64, hex, bytes');
  return {
    kind: 'computed',
    hole,
    operation: { kind: 'hash', algorithm, suffix: isAccept ? websocketGuid : '' },
    covered: name === undefined ? preceding(context) : spanOrValue(hole, name, context),
    type,
  };
}

function preceding({ index }: ComputedContext): Covered {
  return { kind: 'preceding', from: 0, to: index };
}

function spanOf(hole: ValueHole, name: string, { spans, hasSpans }: ComputedContext): Covered {
  const span = spans.get(name);
  if (!span) throw unknownArgument(hole, name, [...spans.keys()], hasSpans);
  return { kind: 'span', ...span };
}

function spanOrValue(hole: ValueHole, name: string, context: ComputedContext): Covered {
  const { spans, names, hasSpans } = context;
  if (!spans.has(name) && names.includes(name)) return { kind: 'value', name };
  if (!spans.has(name)) throw unknownArgument(hole, name, [...spans.keys(), ...names], hasSpans);
  return spanOf(hole, name, context);
}

/** Returns the type, which must be one of whole numbers. */
function numeric(hole: ValueHole, type: ValueType): ValueType {
  const isCountedByName = 'count' in type && typeof type.count === 'string';
  if (isWholeNumber(type) && !isCountedByName) return type;
  throw wrongType(hole, type, 'u8, u16be, u32le, varint, dec(4), hex(8) …');
}

function wrongType(hole: ValueHole, { source }: ValueType, possible: string): TextError {
  return new TextError(
    '"{0}" at character {1} can’t be written as {2}, only as: {3}',
    ...placed(hole),
    source,
    possible,
  );
}

function invalid(hole: ValueHole, takes: Phrase): TextError {
  return new TextError('"{0}" at character {1} isn’t valid: {2} takes {3}', ...placed(hole), `$${hole.name}`, takes);
}

function placed({ source, at }: ValueHole): [string, number] {
  return [quotable(source), at + 1];
}
