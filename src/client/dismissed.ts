/** Thrown when the user dismisses a question: the command then ends silently. */
export class Dismissed extends Error {}

/** For `catch`: other errors are rethrown. */
export function nothingIfDismissed(error: unknown): undefined {
  if (error instanceof Dismissed) return undefined;
  throw error;
}
