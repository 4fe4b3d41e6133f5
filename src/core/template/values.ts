/** Values for templates, as in REST clients: `{{$counter}}`, `{{$now}}`, `{{$uuid}}`, `{{$random 16}}`, `{{$peer}}`. */
import { quotable } from '../bytes/quotable.ts';
import { type Phrase, phrase, TextError } from '../phrase.ts';
import { type HashAlgorithm, hashBytes } from './hashes.ts';
import type { ValueHole } from './template.ts';

/** Sources of values. They don't change within one rendering, except for random bytes. */
export interface VariableSources {
  /** A nonnegative integer. */
  readonly counter: number;
  readonly nowMs: number;
  random(bytes: number): Uint8Array;
  /** Address of the peer; absent in a message, which may be sent to several peers. */
  readonly peer?: string;
  /** Absent where hashes can't be computed synchronously. */
  hash?(algorithm: HashAlgorithm, bytes: Uint8Array): Uint8Array;
}

/** Returns the value for these arguments; undefined if they are invalid. */
type Value = (parameters: readonly string[], sources: VariableSources) => string | undefined;

const maxDigits = 20;
const maxRandomBytes = 1024;
/** Hex digits of each byte. */
const byteDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const values = new Map<string, { takes: Phrase; value: Value }>([
  [
    'counter',
    {
      takes: phrase('no argument, a number of digits (1 to {0}), or hex and a number of digits', maxDigits),
      value: counter,
    },
  ],
  ['now', { takes: phrase('no argument, unix or ms'), value: now }],
  ['uuid', { takes: phrase('no argument'), value: uuid }],
  ['random', { takes: phrase('a number of bytes (1 to {0})', maxRandomBytes), value: random }],
  [
    'peer',
    { takes: phrase('no argument'), value: (parameters, { peer = '' }) => (parameters.length > 0 ? undefined : peer) },
  ],
]);

/** An example of each way to write a value. */
export const valueExamples = [
  '{{$counter}}',
  '{{$counter 4}}',
  '{{$counter hex 4}}',
  '{{$now}}',
  '{{$now unix}}',
  '{{$now ms}}',
  '{{$uuid}}',
  '{{$random 16}}',
] as const;
export const peerExample = '{{$peer}}';

/** Values for a rendering that merely checks what a template can produce. */
export const sampleSources: VariableSources = {
  counter: 1,
  nowMs: 0,
  random: bytes => new Uint8Array(bytes),
  peer: '127.0.0.1:50000',
  hash: algorithm => new Uint8Array(hashBytes[algorithm]),
};

export const valueNames: readonly string[] = [...values.keys()];

export function isValue(name: string): boolean {
  return values.has(name);
}

/** Whether the value is a whole number, which a type can encode. */
export function isNumber({ name, parameters: [format, ...more] }: ValueHole): boolean {
  if (more.length > 0) return false;
  return name === 'counter' ? format === undefined : name === 'now' && (format === 'unix' || format === 'ms');
}

/** Whether the value consists of bytes. */
export function hasBytes({ name }: ValueHole): boolean {
  return name === 'random';
}

/** Returns random bytes. @throws RangeError for arguments that the value doesn't accept. */
export function valueBytes(hole: ValueHole, sources: VariableSources): Uint8Array {
  valueText(hole, sampleSources);
  return sources.random(Number(hole.parameters[0]));
}

/** @throws RangeError for arguments that the value doesn't accept. */
export function valueText({ name, parameters, source, at }: ValueHole, sources: VariableSources): string {
  const known = values.get(name);
  const value = known?.value(parameters, sources);
  if (known === undefined || value === undefined) {
    const takes = known?.takes ?? phrase('no argument');
    throw new TextError(
      '"{0}" at character {1} isn’t valid: {2} takes {3}',
      quotable(source),
      at + 1,
      `$${name}`,
      takes,
    );
  }
  return value;
}

function counter(parameters: readonly string[], sources: VariableSources): string | undefined {
  const [first, ...rest] = parameters;
  if (first !== 'hex') return padded(String(sources.counter), parameters);
  const digits = padded(sources.counter.toString(16), rest);
  // A fixed-width field wraps around to zero.
  return rest[0] === undefined ? digits : digits?.slice(-Number(rest[0]));
}

function padded(digits: string, parameters: readonly string[]): string | undefined {
  const [width, ...more] = parameters;
  if (width === undefined) return digits;
  const wanted = wholeNumber(width, maxDigits);
  return wanted === undefined || more.length > 0 ? undefined : digits.padStart(wanted, '0');
}

function now([format, ...more]: readonly string[], { nowMs }: VariableSources): string | undefined {
  if (more.length > 0) return undefined;
  switch (format) {
    case undefined:
      return new Date(nowMs).toISOString();
    case 'unix':
      return String(Math.floor(nowMs / 1000));
    case 'ms':
      return String(Math.floor(nowMs));
    default:
      return undefined;
  }
}

/** Returns a version 4 UUID (RFC 9562): six bits are fixed, the other 122 random. */
function uuid(parameters: readonly string[], sources: VariableSources): string | undefined {
  if (parameters.length > 0) return undefined;
  const bytes = Uint8Array.from(sources.random(16));
  const view = new DataView(bytes.buffer);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x40);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  return hexDigits(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function random([size, ...more]: readonly string[], sources: VariableSources): string | undefined {
  const sizeBytes = wholeNumber(size ?? '', maxRandomBytes);
  return sizeBytes === undefined || more.length > 0 ? undefined : hexDigits(sources.random(sizeBytes));
}

function hexDigits(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += byteDigits[byte];
  return digits;
}

/** Returns a number from 1 to `most`, or undefined. */
function wholeNumber(text: string, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}
