/** Variables in messages that the user types, as REST clients write them: `{{$counter}}`, `{{$now}}`, `{{$uuid}}`, `{{$random 16}}`. */
import { type Phrase, phrase, TextError } from '../phrase.ts';

/** Where values come from. */
export interface VariableSources {
  /** A whole number, not negative. */
  readonly counter: number;
  readonly nowMs: number;
  random(bytes: number): Uint8Array;
}

/** The value for the arguments; nothing when they are wrong. */
type Variable = (parameters: readonly string[], sources: VariableSources) => string | undefined;

const maxDigits = 20;
const maxRandomBytes = 1024;
/** Of a message with its values, in UTF-16 units: a few words could ask for gigabytes. */
const maxUnits = 16 * 1024 * 1024;
/** Braces may follow one another, as at the end of JSON; what is not closed on its line stays as it is. */
const variable = /\{\{\$([^{}\r\n]*)\}\}/g;

const variables = new Map<string, { takes: Phrase; value: Variable }>([
  [
    'counter',
    {
      takes: phrase('nothing, a number of digits (1 to {0}), or hex and a number of digits', maxDigits),
      value: counter,
    },
  ],
  ['now', { takes: phrase('nothing, unix or ms'), value: now }],
  ['uuid', { takes: phrase('nothing'), value: uuid }],
  ['random', { takes: phrase('a number of bytes (1 to {0})', maxRandomBytes), value: random }],
]);
const examples = [
  '{{$counter}}, {{$counter 4}}, {{$counter hex 4}}, {{$now}}, {{$now unix}}, {{$now ms}}, {{$uuid}}',
  '{{$random 16}}',
];

/** Whether `expandVariables` finds anything in it, right or wrong. */
export function hasVariables(text: string): boolean {
  return text.search(variable) >= 0;
}

/**
 * The text with a value for each `{{$…}}`; other braces stay. The counter and the time are the same throughout, random bytes always fresh.
 * @throws RangeError for a name that there is not, a wrong argument, or too much of it.
 */
export function expandVariables(text: string, sources: VariableSources): string {
  let units = text.length;
  return text.replace(variable, (whole: string, inside: string, index: number) => {
    const [name = '', ...parameters] = inside.trim().split(/\s+/);
    const known = variables.get(name);
    if (!known)
      throw new TextError(
        '"{0}" at character {1} is no variable; there are {2} and {3}',
        whole,
        index + 1,
        ...examples,
      );
    const value = known.value(parameters, sources);
    if (value === undefined)
      throw new TextError(
        '"{0}" at character {1} does not fit: {2} takes {3}',
        whole,
        index + 1,
        `$${name}`,
        known.takes,
      );
    units += value.length;
    if (units > maxUnits) throw new TextError('the values of the variables make more than {0} characters', maxUnits);
    return value;
  });
}

function counter(parameters: readonly string[], sources: VariableSources): string | undefined {
  const [first, ...rest] = parameters;
  if (first !== 'hex') return padded(String(sources.counter), parameters);
  const digits = padded(sources.counter.toString(16), rest);
  // A field of a fixed width starts again at zero.
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

/** Version 4 of RFC 9562: six bits say so, the other 122 are random. */
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
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

/** From 1 to `most`, else nothing. */
function wholeNumber(text: string, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}
