/** Handles checks that the host skipped because a newer one, which brings the result, has replaced them. */
import { SocketError } from '../../src/core/socketError.ts';

export function isReplaced(error: unknown): boolean {
  return error instanceof SocketError && error.code === 'CANCELLED';
}

/** Handler for `catch`: returns undefined for a replaced check, and rethrows other errors. */
export function nothingIfReplaced(error: unknown): undefined {
  if (!isReplaced(error)) throw error;
}
