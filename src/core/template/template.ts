/** Parses templates: placeholders between double braces, and the text around them. */
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';

/** `at` is the offset of a part in the text, in UTF-16 units; `source` is the placeholder as written. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  /** `{{'{{'}}`: two literal braces. */
  | { readonly kind: 'braces'; readonly source: string; readonly at: number }
  /** `{{name}}`, `{{0}}`: bytes that are known when rendering. */
  | InsertHole
  /** `{{$now ms}}`: a value that is generated when rendering. */
  | ValueHole;

export interface InsertHole {
  readonly kind: 'insert';
  readonly name: string;
  readonly source: string;
  readonly at: number;
}

export interface ValueHole {
  readonly kind: 'value';
  /** Name without the `$`. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly source: string;
  readonly at: number;
}

export type Hole = Exclude<TemplatePart, { kind: 'text' }>;
export type Template = readonly TemplatePart[];

/** A placeholder must end on its line, and JSON's braces may surround it. */
const hole = /\{\{(?:\s*'\{\{'\s*|([^{}\r\n]*))\}\}/g;
/** In a message, only values are placeholders, so that text with other braces can be sent. */
const valueHole = /\{\{(\$[^{}\r\n]*)\}\}/g;

/** Parsing megabytes of placeholders would take seconds. */
const maxHoles = 20_000;

/** Parses a template, in which all double braces are placeholders. @throws RangeError for unclosed braces, and for too many of them. */
export function parseTemplate(text: string): Template {
  const parts = partsOf(text, hole);
  for (const part of parts) if (part.kind === 'text') checkClosed(part.text, part.at);
  return parts;
}

/**
 * Parses a message, in which braces other than those of `$` values are text. @throws RangeError for too many of them.
 */
export function parseMessage(text: string): Template {
  return partsOf(text, valueHole);
}

/** Whether `parseMessage` would find a value, valid or not. */
export function hasValues(text: string): boolean {
  return text.search(valueHole) >= 0;
}

/** Counts the double braces that could begin a placeholder. Stops at `most` + 1. */
export function countBraces(text: string, most: number): number {
  let count = 0;
  for (let at = text.indexOf('{{'); at >= 0 && count <= most; at = text.indexOf('{{', at + 2)) count++;
  return count;
}

function partsOf(text: string, pattern: RegExp): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  let holes = 0;
  for (const { 0: source, 1: inside, index } of text.matchAll(pattern)) {
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index), at: end });
    holes++;
    if (holes > maxHoles) throw new TextError('has more than {0} placeholders', maxHoles);
    parts.push(holeOf(inside, source, index));
    end = index + source.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end), at: end });
  return parts;
}

function holeOf(inside: string | undefined, source: string, at: number): Hole {
  if (inside === undefined) return { kind: 'braces', source, at };
  const [name = '', ...parameters] = inside.trim().split(/\s+/);
  return name.startsWith('$')
    ? { kind: 'value', name: name.slice(1), parameters, source, at }
    : { kind: 'insert', name: inside.trim(), source, at };
}

function checkClosed(text: string, at: number): void {
  const open = text.indexOf('{{');
  if (open < 0) return;
  const [piece = '{{'] = /^\{\{ *[$\w]*/.exec(text.slice(open)) ?? [];
  throw new TextError(
    '"{0}" at character {1} has no closing }}; to write two braces as text, use {2}',
    quotable(piece.trimEnd()),
    at + open + 1,
    "{{'{{'}}",
  );
}
