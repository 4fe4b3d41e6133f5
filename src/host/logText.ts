/** Errors as the log has them. */
import { SocketError } from '../core/socketError.ts';
import { errorSentence } from './sentences.ts';

/** The sentence, and where it was thrown; for a failure of the network, which is expected, where its cause was. */
export function logText(error: unknown): string {
  const origin = error instanceof SocketError ? error.cause : error;
  const stack = origin instanceof Error ? origin.stack : undefined;
  return stack === undefined ? errorSentence(error) : `${errorSentence(error)}\n${stack}`;
}
