/** Decodes JSON: indented, but otherwise exactly as it was sent. */
import type { FormattedText } from './decoded.ts';
import { type DecoderInput, type PayloadDecoder, wholeText } from './decoder.ts';
import { jsonTokens } from './jsonTokens.ts';
import { prettyJson, prettyJsonUnits } from './prettyJson.ts';

/** Enough to skip white space before the first brace. */
const sniffBytes = 256;

export const jsonDecoder: PayloadDecoder = {
  id: 'json',
  name: 'JSON',
  needsWhole: true,
  sniff: input => (mayBeJson(input) ? 'preferred' : undefined),
  async decode(input): Promise<FormattedText | undefined> {
    const text = prettyJson(wholeText(input, input.bytes));
    return text === undefined ? undefined : { kind: 'text', label: 'JSON', text, tokens: jsonTokens };
  },
};

/** Whether the payload may be JSON worth indenting: an object or an array, and not too long. */
function mayBeJson(input: DecoderInput): boolean {
  if (input.length > prettyJsonUnits) return false;
  return /^\ufeff?[ \t\r\n]*[[{]/.test(wholeText(input, input.bytes.subarray(0, sniffBytes)));
}
