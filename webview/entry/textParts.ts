/** A long text part by part, cut where bytes are selected. */
import { decodeParts, type TextEncoding } from './textEncodings.ts';

/** What is shown at once: a page of binary is as many escapes. */
export const partBytes = 32 * 1024;
/** Bytes of a character at most. */
const characterBytes = 4;

export interface TextParts {
  readonly before: string;
  /** The selected bytes; a character in which they end belongs to them. */
  readonly marked: string;
  readonly after: string;
}

/** Which part a byte is in, from 0. */
export function partOf(offset: number): number {
  return Math.floor(offset / partBytes);
}

/** The text of a part. `range` is what is selected: begin and end. */
export function textOfPart(
  bytes: Uint8Array,
  encoding: TextEncoding,
  part: number,
  range: readonly [number, number] | undefined,
): TextParts {
  const start = Math.min(part * partBytes, bytes.length);
  const end = Math.min(start + partBytes, bytes.length);
  const [from, to] = range ?? [end, end];
  const until = Math.min(to, end);
  let parts = decodeParts(bytes, encoding, [start, from, until, end]);
  for (let more = 1; parts[1] === '' && from < until && more < characterBytes && until + more <= end; more++)
    parts = decodeParts(bytes, encoding, [start, from, until + more, end]);
  const [before = '', marked = '', after = ''] = parts;
  return { before, marked, after };
}
