/** The encodings by the numbers that stand for them in the log and the index. */
import type { Encoding } from '../../core/endpointConfig.ts';

/** An encoding's number is its place here: new ones go to the end, 16 at most. */
const encodings: readonly Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];

export function encodingCode(encoding: Encoding): number {
  return encodings.indexOf(encoding);
}

/** Nothing for a number that stands for none. */
export function encodingOf(code: number): Encoding | undefined {
  return encodings[code];
}
