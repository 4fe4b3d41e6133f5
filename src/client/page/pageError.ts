/**
 * The error that a page answers a call with. A page may have been taken over, and a `SocketError` of its choice would decide what the host
 * does: `NOT_ALLOWED` offers a permission.
 */

const maxUnits = 1000;

/** Returns an error that has a message and nothing else. */
export function pageError(error: unknown): Error {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return new Error(typeof message === 'string' ? message.slice(0, maxUnits) : 'the page failed');
}
