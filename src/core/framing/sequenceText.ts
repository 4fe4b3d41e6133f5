/** Shows a short sequence of bytes in a sentence: in quotes if it is printable ASCII, otherwise in hex. */
import { formatHex } from '../bytes/hex.ts';

export function sequenceText(bytes: Uint8Array): string {
  const isPrintable = bytes.every(byte => byte > 0x20 && byte < 0x7f);
  return isPrintable ? JSON.stringify(String.fromCharCode(...bytes)) : formatHex(bytes);
}
