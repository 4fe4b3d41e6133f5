/** A delimiter as given in a config: text, sent as UTF-8, or bytes in hex. */
import { parseHex } from '../bytes/hex.ts';
import type { DelimiterFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';

const maxDelimiterBytes = 64;

/** Returns 1 to 64 bytes. @throws RangeError if there are none or more, or if the hex is invalid. */
export function delimiterBytes(delimiter: DelimiterFraming['delimiter']): Uint8Array {
  const bytes = typeof delimiter === 'string' ? new TextEncoder().encode(delimiter) : parseHex(delimiter.hex);
  if (bytes.length > 0 && bytes.length <= maxDelimiterBytes) return bytes;
  throw new TextError('a delimiter must be 1 to {0} bytes long, not {1}', maxDelimiterBytes, bytes.length);
}
