/** SHA-256 of bytes that come one after the other. */
import { createHash } from 'node:crypto';

export interface Sha256 {
  /** Adds bytes, which must not change before the promise resolves; where there is none they have been read. */
  update(bytes: Uint8Array): Promise<void> | undefined;
  /** In hex, of all bytes until now; more may follow. */
  soFar(): Promise<string>;
  /** In hex, of all bytes; none may follow. */
  digest(): Promise<string>;
}

/** A hash of nothing yet. */
export function createSha256(): Sha256 {
  const hash = createHash('sha256');
  return {
    update: bytes => {
      hash.update(bytes);
      return undefined;
    },
    soFar: async () => hash.copy().digest('hex'),
    digest: async () => hash.digest('hex'),
  };
}
