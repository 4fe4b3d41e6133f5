/** Splits a long text into parts, and again where bytes are selected. */
import type { TextParts } from './decoded.ts';
import type { TextReader } from './decoder.ts';

/** Maximum bytes shown at once: a page of binary data consists of as many escapes. */
export const partBytes = 32 * 1024;
/** Maximum bytes of a character. */
const characterBytes = 4;

/** Returns the index of the part that contains a byte. */
export function partOf(offset: number): number {
  return Math.floor(offset / partBytes);
}

/** Returns the text of a part. `range` is the selection: start and end offset in bytes. */
export function textOfPart(
  bytes: Uint8Array,
  text: TextReader,
  part: number,
  range: readonly [number, number] | undefined,
): TextParts {
  const start = Math.min(part * partBytes, bytes.length);
  const end = Math.min(start + partBytes, bytes.length);
  const [from, to] = range ?? [end, end];
  const until = Math.min(to, end);
  let parts = text.parts(bytes, [start, from, until, end]);
  for (let more = 1; parts[1] === '' && from < until && more < characterBytes && until + more <= end; more++)
    parts = text.parts(bytes, [start, from, until + more, end]);
  const [before = '', marked = '', after = ''] = parts;
  return { before, marked, after };
}
