/**
 * Sanitizes the error with which a page answers a call. A page that was taken over could send any `SocketError`, and
 * the host acts on some: `NOT_ALLOWED` offers a permission.
 */

const maxUnits = 1000;

/** Returns an error that has a message and nothing else. */
export function pageError(error: unknown): Error {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  return new Error(typeof message === 'string' ? message.slice(0, maxUnits) : 'the page failed');
}
