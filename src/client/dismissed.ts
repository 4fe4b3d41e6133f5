/** Thrown when the user dismisses a question: the command then ends silently. */
export class Dismissed extends Error {}

/** For `catch`: other errors are rethrown. */
export function nothingIfDismissed(error: unknown): undefined {
  if (error instanceof Dismissed) return undefined;
  throw error;
}

/** Resolves with true when the user has agreed, or with false if the user dismissed the question. */
export async function isConfirmed(question: Promise<unknown>): Promise<boolean> {
  return (await question.then(() => true, nothingIfDismissed)) ?? false;
}
