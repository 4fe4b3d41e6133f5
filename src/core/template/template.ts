/** A text with holes, taken apart: what stands between two braces on each side, and the text around it. */
import { TextError } from '../phrase.ts';

/** `at` is where a part begins in the text, in UTF-16 units; `source` is a hole as it was written. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  /** `{{'{{'}}`: two braces. */
  | { readonly kind: 'braces'; readonly source: string; readonly at: number }
  /** `{{name}}`, `{{0}}`: bytes that are known when it is rendered. */
  | InsertHole
  /** `{{$now ms}}`: a value made when it is rendered. */
  | ValueHole;

export interface InsertHole {
  readonly kind: 'insert';
  readonly name: string;
  readonly source: string;
  readonly at: number;
}

export interface ValueHole {
  readonly kind: 'value';
  /** Without the `$`. */
  readonly name: string;
  readonly parameters: readonly string[];
  readonly source: string;
  readonly at: number;
}

export type Hole = Exclude<TemplatePart, { kind: 'text' }>;
export type Template = readonly TemplatePart[];

/** A hole ends on its line; JSON's braces may stand around it. */
const hole = /\{\{(?:\s*'\{\{'\s*|([^{}\r\n]*))\}\}/g;
/** In a message only values are holes: texts with braces of their own can be sent. */
const valueHole = /\{\{(\$[^{}\r\n]*)\}\}/g;

/** Takes a template apart; all its double braces are holes. @throws RangeError for braces that are not closed. */
export function parseTemplate(text: string): Template {
  const parts = partsOf(text, hole);
  for (const part of parts) if (part.kind === 'text') checkClosed(part.text, part.at);
  return parts;
}

/** Takes a message apart, in which braces are text but for those of a `$` value. */
export function parseMessage(text: string): Template {
  return partsOf(text, valueHole);
}

/** Whether `parseMessage` finds a value in it, right or wrong. */
export function hasValues(text: string): boolean {
  return text.search(valueHole) >= 0;
}

function partsOf(text: string, pattern: RegExp): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const { 0: source, 1: inside, index } of text.matchAll(pattern)) {
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index), at: end });
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
  const [line = ''] = text.slice(open, open + 24).split(/[\r\n]/);
  throw new TextError(
    '"{0}" at character {1} has no closing }}; to write two braces as text, use {2}',
    line,
    at + open + 1,
    "{{'{{'}}",
  );
}
