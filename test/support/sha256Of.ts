import { createHash } from 'node:crypto';

/** Returns the SHA-256 of all parts in order, in hex. */
export function sha256Of(...parts: (string | Uint8Array)[]): string {
  const sha256 = createHash('sha256');
  for (const part of parts) sha256.update(part);
  return sha256.digest('hex');
}
