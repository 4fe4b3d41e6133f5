/** Compiles a template for repeated rendering: constant parts are encoded once. */
import { joinBytes } from '../bytes/joinBytes.ts';
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';
import { nearestName } from './nearestName.ts';
import type { InsertHole, Template, ValueHole } from './template.ts';
import { isValue, peerExample, type VariableSources, valueExamples, valueNames, valueText } from './values.ts';

/** Converts the template's text to bytes. */
export interface TemplateNotation {
  /** `at` is the position of the text in the template. @throws RangeError for text that can't be parsed. */
  encode(text: string, at: number): Uint8Array;
  /** Text that stands for two literal braces. */
  readonly braces: string;
}

/** Returns the bytes to insert; undefined for a capture that didn't participate. */
export type Insert = (name: string) => Uint8Array | undefined;

export interface CompiledTemplate {
  /** The bytes, if no placeholder changes them. */
  readonly fixed: Uint8Array | undefined;
  /** True if the template has placeholders for inserts. */
  readonly hasInserts: boolean;
  /** @throws RangeError for values that can't be parsed in the notation, or that are too long. */
  render(sources: VariableSources, insert?: Insert): Uint8Array;
  /** Returns the same bytes in parts, without copying inserts. @throws RangeError as `render` does. */
  parts(sources: VariableSources, insert?: Insert): readonly Uint8Array[];
}

/** Texts and values between two inserts, parsed together: in hex, values may be digits of a byte. */
interface Run {
  readonly parts: readonly (string | ValueHole)[];
  readonly at: number;
  readonly fixed: Uint8Array | undefined;
}

/**
 * Limits the UTF-16 units of the values, and the bytes of all parts but the longest: a few words could request
 * gigabytes, or random bytes that take a second. One part may be longer, so that any frame can be inserted.
 */
const maxUnits = 256 * 1024;
const maxBytes = 32 * 1024 * 1024;
const nothing = new Uint8Array();

/** @throws RangeError for text that can't be parsed. */
export function compileTemplate(template: Template, notation: TemplateNotation): CompiledTemplate {
  const pieces = piecesOf(template, notation);
  const [only] = pieces;
  const fixed = pieces.length > 1 || typeof only === 'string' ? undefined : only ? only.fixed : nothing;
  const bytesOf = (run: Run, sources: VariableSources) => run.fixed ?? notation.encode(runText(run, sources), run.at);
  const parts: CompiledTemplate['parts'] = (sources, insert = () => undefined) => {
    if (fixed) return [fixed];
    return checked(
      pieces.map(piece => (typeof piece === 'string' ? (insert(piece) ?? nothing) : bytesOf(piece, sources))),
    );
  };
  const hasInserts = pieces.some(piece => typeof piece === 'string');
  return { fixed, hasInserts, parts, render: (sources, insert) => joined(parts(sources, insert)) };
}

/** @throws RangeError that names a placeholder unknown here, and lists those available. */
export function checkHoles(template: Template, inserts: readonly string[], { hasPeer }: { hasPeer: boolean }): void {
  const names = new Set(inserts);
  for (const part of template) {
    if (part.kind === 'text' || part.kind === 'braces') continue;
    if (part.kind === 'insert' ? names.has(part.name) : isValue(part.name) && (hasPeer || part.name !== 'peer'))
      continue;
    throw unknownPlaceholder(part, inserts, hasPeer);
  }
}

/** Returns an error that suggests the placeholder probably meant, or lists all available ones. */
function unknownPlaceholder(
  { source, at, ...part }: ValueHole | InsertHole,
  inserts: readonly string[],
  hasPeer: boolean,
): TextError {
  const names = [...inserts, ...valueNames.filter(name => hasPeer || name !== 'peer').map(name => `$${name}`)];
  const nearest = nearestName(part.kind === 'value' ? `$${part.name}` : part.name, names);
  const written = quotable(source);
  if (nearest === undefined) {
    const known = [...inserts.map(name => `{{${name}}}`), ...valueExamples, ...(hasPeer ? [peerExample] : [])];
    return new TextError(
      'unknown placeholder "{0}" at character {1}; available: {2}',
      written,
      at + 1,
      known.join(', '),
    );
  }
  return new TextError(
    'unknown placeholder "{0}" at character {1}. Did you mean {2}?',
    written,
    at + 1,
    // `$random` needs its argument.
    valueExamples.find(example => example.startsWith(`{{${nearest}`)) ?? `{{${nearest}}}`,
  );
}

/** Returns the runs and, between them, the names of inserts. */
function piecesOf(template: Template, notation: TemplateNotation): (Run | string)[] {
  const pieces: (Run | string)[] = [];
  let parts: (string | ValueHole)[] = [];
  let at = 0;
  const endRun = () => {
    if (parts.length > 0) pieces.push(runOf(parts, at, notation));
    parts = [];
  };
  for (const part of template) {
    if (part.kind === 'insert') {
      endRun();
      pieces.push(part.name);
      continue;
    }
    if (parts.length === 0) at = part.at;
    parts.push(part.kind === 'text' ? part.text : part.kind === 'braces' ? notation.braces : part);
  }
  endRun();
  return pieces;
}

function runOf(parts: readonly (string | ValueHole)[], at: number, notation: TemplateNotation): Run {
  const isFixed = parts.every(part => typeof part === 'string');
  return { parts, at, fixed: isFixed ? notation.encode(parts.join(''), at) : undefined };
}

function runText({ parts }: Run, sources: VariableSources): string {
  let text = '';
  let units = 0;
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : valueText(part, sources);
    text += piece;
    if (typeof part !== 'string') units += piece.length;
    if (units > maxUnits) throw new TextError('the variables expand to more than {0} characters', maxUnits);
  }
  return text;
}

/** @throws RangeError if the parts are too long. */
function checked(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  let longest = 0;
  let length = 0;
  for (const part of parts) {
    longest = Math.max(longest, part.length);
    length += part.length;
  }
  if (length - longest > maxBytes) throw new TextError('the placeholders expand to more than {0} bytes', maxBytes);
  return parts;
}

/** Doesn't copy a single part, which may be a message of megabytes. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only = nothing] = parts;
  return parts.length <= 1 ? only : joinBytes(parts);
}
