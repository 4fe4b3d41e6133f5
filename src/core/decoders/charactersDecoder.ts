/**
 * Text in the encoding that the user has chosen. It is offered for any payload, and a human-readable one opens with it.
 */
import { phrase } from '../phrase.ts';
import type { Characters } from './decoded.ts';
import { type DecoderInput, type PayloadDecoder, wholeText } from './decoder.ts';
import { partBytes, textOfPart } from './textParts.ts';

/** Enough to distinguish text from bytes. */
const sampleBytes = 4096;

export const charactersDecoder: PayloadDecoder = {
  id: 'text',
  name: phrase('Text'),
  needsWhole: false,
  sniff: input => (isReadable(input) ? 'preferred' : 'offered'),
  async decode({ bytes, length, text }): Promise<Characters> {
    return {
      kind: 'characters',
      partCount: Math.ceil(bytes.length / partBytes),
      part: (at, range) => textOfPart(bytes, text, at, range),
      isValid: () => text.isValid(bytes, bytes.length < length),
    };
  },
};

/** Control characters that are common in human-readable text and program output. */
const usual = new Set(['\t', '\n', '\r', '\u001b']);
const control = /\p{Cc}/u;

/** Whether the payload is human-readable text: valid in its encoding, with few control characters. */
function isReadable(input: DecoderInput): boolean {
  const sample = input.bytes.subarray(0, sampleBytes);
  if (!input.text.isValid(sample, sample.length < input.length)) return false;
  const characters = [...wholeText(input, sample)];
  const controls = characters.filter(one => control.test(one) && !usual.has(one)).length;
  // Two of them may frame a short message; in longer text they are rare, but common in binary data.
  return controls <= 0.3 * characters.length && controls <= 2 + 0.1 * characters.length;
}
