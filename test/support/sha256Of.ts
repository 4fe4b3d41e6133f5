import { createHash } from 'node:crypto';

/** In hex, of all parts after each other. */
export function sha256Of(...parts: (string | Uint8Array)[]): string {
  const sha256 = createHash('sha256');
  for (const part of parts) sha256.update(part);
  return sha256.digest('hex');
}
