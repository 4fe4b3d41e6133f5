/** Texts with double braces, as in `.http` files: `{{message}}` is the frame, `{{0}}` and `{{name}}` are captures, all as bytes. */
import type { Match } from './pattern.ts';
import { TextError } from './phrase.ts';

/** What stands between the holes is kept as text; a hole is a name. */
export type Template = readonly (string | { readonly name: string })[];

const hole = /\{\{\s*([a-z0-9_]+)\s*\}\}/gi;

/** Braces around anything but a name stay as they are. @throws RangeError for a hole that is opened and not closed. */
export function parseTemplate(text: string): Template {
  const parts: (string | { name: string })[] = [];
  let at = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(hole)) {
    parts.push(text.slice(at, index), { name });
    at = index + whole.length;
  }
  parts.push(text.slice(at));
  const open = /\{\{\s*[a-z0-9_]*\s*$/i.exec(text.slice(at));
  if (open)
    throw new TextError('"{0}" at character {1} is opened but not closed with }}', open[0], at + open.index + 1);
  return parts.filter(part => part !== '');
}

/** The bytes of a template for one frame. A capture that took no part is empty, and so is a name that there is not. */
export function renderTemplate(
  template: Template,
  frame: Uint8Array,
  match: Match | undefined,
  encode: (text: string) => Uint8Array,
): Uint8Array {
  const parts = template.map(part => (typeof part === 'string' ? encode(part) : holeBytes(part.name, frame, match)));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function holeBytes(name: string, frame: Uint8Array, match: Match | undefined): Uint8Array {
  const captured = /^\d+$/.test(name) ? match?.groups[Number(name)] : match?.named[name];
  if (captured) return captured;
  return name === 'message' || (name === '0' && !match) ? frame : new Uint8Array();
}
