/** The user dismissed a question: the command ends without a word. */
export class Dismissed extends Error {}

/** For `catch`: other errors stay errors. */
export function nothingIfDismissed(error: unknown): undefined {
  if (error instanceof Dismissed) return undefined;
  throw error;
}
