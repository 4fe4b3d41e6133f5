/** Errors for callers of the API and of commands. */
import { failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import { translated } from './translated.ts';

/** Returns the same error with a sentence in the user's language as its message. */
export function withSentence(error: unknown): unknown {
  if (!(error instanceof SocketError)) return error;
  const message = translated(failureSentence(error.failure));
  return SocketError.of(error.failure, { cause: error.cause ?? error, message });
}
