/** Bytes as a config has them. */
import { formatHex } from '../../bytes/hex.ts';
import type { Bytes } from '../../endpointConfig.ts';

/** Returns text for bytes that are printable or line endings, and hex for others. */
export function bytesOf(bytes: Uint8Array): Bytes {
  const isPrintable = bytes.every(byte => (byte >= 0x20 && byte < 0x7f) || byte === 10 || byte === 13);
  return isPrintable ? String.fromCharCode(...bytes) : { hex: formatHex(bytes) };
}
