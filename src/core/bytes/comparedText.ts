/** Formats bytes as lines for comparison: first as text, then as a hexdump. */
import type { Encoding } from '../endpointConfig.ts';
import { decodeText } from './decodeText.ts';
import { hexdump } from './hexdump.ts';
import { visibleRuns } from './visibleText.ts';

/** Returns the text with its line breaks, other invisible characters being escaped, followed by the hexdump. */
export function comparedText(bytes: Uint8Array, encoding: Encoding): string {
  const text = visibleRuns(decodeText(bytes, encoding), '', encoding)
    .map(({ kind, text: shown }) => (kind === 'newline' ? `${shown}\n` : shown))
    .join('');
  return `${text.endsWith('\n') ? text : `${text}\n`}\n${hexdump(bytes)}`;
}
