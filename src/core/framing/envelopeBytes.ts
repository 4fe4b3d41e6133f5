/** Bytes of an envelope as given in a config: text, sent as UTF-8, or bytes in hex. */
import { parseHex } from '../bytes/hex.ts';
import type { Bytes } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';

const maxEnvelopeBytes = 64;

/** Returns 1 to 64 bytes. @throws RangeError if there are none or more, or if the hex is invalid. */
export function envelopeBytes(given: Bytes): Uint8Array {
  const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : parseHex(given.hex);
  if (bytes.length > 0 && bytes.length <= maxEnvelopeBytes) return bytes;
  throw new TextError('must be 1 to {0} bytes long, not {1}', maxEnvelopeBytes, bytes.length);
}

/** Returns the bytes that end a decimal length. @throws RangeError also if they begin with a digit. */
export function lengthEndBytes(given: Bytes): Uint8Array {
  const bytes = envelopeBytes(given);
  const [first = 0] = bytes;
  if (first < 0x30 || first > 0x39) return bytes;
  throw new TextError('must not begin with a digit, which would belong to the length');
}
