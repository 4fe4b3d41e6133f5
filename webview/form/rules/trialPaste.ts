/** Text that is pasted into the field for a sample message. */
import { escapeText } from '../../../src/core/bytes/escapedText.ts';
import type { Encoding } from '../../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';

/** Returns text of several lines as one line; undefined if it is one line already. */
export function pastedText(text: string, notation: PayloadNotation, encoding: Encoding): string | undefined {
  if (!/[\r\n]/.test(text)) return undefined;
  return notation === 'hex' ? text.replace(/[\r\n]+/g, ' ') : escapeText(text, encoding);
}
