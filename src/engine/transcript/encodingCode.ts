/** Numbers of the encodings in the log and the index. */
import type { Encoding } from '../../core/endpointConfig.ts';

/** An encoding's number is its index: append new ones, up to 16. */
const encodings: readonly Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];

export function encodingCode(encoding: Encoding): number {
  return encodings.indexOf(encoding);
}

/** Returns the encoding of a number; undefined if it is unknown. */
export function encodingOf(code: number): Encoding | undefined {
  return encodings[code];
}
