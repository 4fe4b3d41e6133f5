/** Checks of the form that the host didn't make, since a newer one has replaced them: that one brings the answer. */
import { SocketError } from '../../src/core/socketError.ts';

export function isReplaced(error: unknown): boolean {
  return error instanceof SocketError && error.code === 'CANCELLED';
}

/** For `catch`: other errors are rethrown. */
export function nothingIfReplaced(error: unknown): undefined {
  if (!isReplaced(error)) throw error;
}
