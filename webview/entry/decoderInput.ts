/** Converts an entry to the input of decoders. */
import type { DecoderInput } from '../../src/core/decoders/decoder.ts';
import type { EntryBytes } from './entryBytes.ts';
import { decodeParts, isText, type TextEncoding } from './textEncodings.ts';

export function decoderInput(
  { bytes, length }: Pick<EntryBytes, 'bytes' | 'length'>,
  encoding: TextEncoding,
): DecoderInput {
  return {
    bytes,
    length,
    text: {
      parts: (part, cuts) => decodeParts(part, encoding, cuts),
      isValid: (part, goesOn) => isText(part, encoding, goesOn),
    },
  };
}
