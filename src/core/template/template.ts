/** Parses templates: placeholders between double braces, and the text around them. */
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';

/** `at` is the offset of a part in the text, in UTF-16 units; `source` is the placeholder as written. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  /** `{{'{{'}}`: two literal braces. */
  | { readonly kind: 'braces'; readonly source: string; readonly at: number }
  /** `{{name}}`, `{{0}}`, `{{name:u16be}}`: a value that is known beforehand. */
  | InsertHole
  /** `{{?name}}`, `{{?name:u16be}}`, `{{?}}`: bytes that are captured, or may be anything. */
  | CaptureHole
  /** `{{#name}}`, `{{/name}}`: where a span begins and ends. */
  | SpanHole
  /** `{{$now ms}}`, `{{$len body:u16be}}`: a value that is generated, or computed from other parts. */
  | ValueHole;

interface Written {
  readonly source: string;
  readonly at: number;
}

export interface InsertHole extends Written {
  readonly kind: 'insert';
  readonly name: string;
  /** The type as written. */
  readonly type?: string;
}

export interface CaptureHole extends Written {
  readonly kind: 'capture';
  /** Empty for a wildcard. */
  readonly name: string;
  readonly type?: string;
}

export interface SpanHole extends Written {
  readonly kind: 'open' | 'close';
  readonly name: string;
}

export interface ValueHole extends Written {
  readonly kind: 'value';
  /** Name without the `$`. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly type?: string;
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
  const colon = inside.indexOf(':');
  const words = (colon < 0 ? inside : inside.slice(0, colon)).trim();
  const written = { source, at, ...(colon >= 0 && { type: inside.slice(colon + 1).trim() }) };
  const name = words.slice(1).trim();
  switch (words[0]) {
    case '$': {
      const [value = '', ...parameters] = words.slice(1).split(/\s+/);
      return { kind: 'value', name: value, parameters, ...written };
    }
    case '?':
      return { kind: 'capture', name, ...written };
    case '#':
    case '/':
      // A span has no type: what follows a colon belongs to a name that doesn't exist.
      return { kind: words[0] === '#' ? 'open' : 'close', name: inside.trim().slice(1).trim(), source, at };
    default:
      return { kind: 'insert', name: words, ...written };
  }
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
