/** Splits JSON into tokens by kind, for coloring. */
import type { TextToken } from './decoded.ts';

const tokens = /("(?:[^"\\]|\\.)*")(?=(:)?)|(-?\d[\d.eE+-]*)|(true|false|null)/g;

/**
 * Returns the whole text in order, split by kind. It is JSON, or whole lines of indented JSON: no string spans lines.
 */
export function jsonTokens(text: string): TextToken[] {
  const found: TextToken[] = [];
  let at = 0;
  const mark = (end: number) => {
    if (end > at) found.push({ kind: 'mark', text: text.slice(at, end) });
  };
  for (const match of text.matchAll(tokens)) {
    const [token, string, colon, number] = match;
    mark(match.index);
    found.push({ kind: string ? (colon ? 'key' : 'string') : number ? 'number' : 'word', text: token });
    at = match.index + token.length;
  }
  mark(text.length);
  return found;
}
