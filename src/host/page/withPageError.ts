/** Errors for the page, in the user's language. */
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { wasQuestionRefused } from '../../core/sentences/errors/wasQuestionRefused.ts';
import { SocketError } from '../../core/socketError.ts';
import { pageText } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';

type AnyCall = (...args: unknown[]) => Promise<unknown>;

/**
 * Wraps a call so that it rejects with an error whose message is a sentence for the user. The code of a refused question
 * is kept, since the page doesn't show that as a failure.
 */
export async function withPageError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const message = sentenceOf(error);
    throw wasQuestionRefused(error)
      ? SocketError.of(error.failure, { message, cause: error })
      : new Error(message, { cause: error });
  }
}

/** Wraps calls so that an error with a code, which a page may depend on, has a sentence for the user as its message. */
export function withSentences<T extends object>(calls: T): T {
  const wrapped = Object.entries<AnyCall>(calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await call(...args);
      } catch (error) {
        if (!(error instanceof SocketError)) throw error;
        throw SocketError.of(error.failure, { message: sentenceOf(error), cause: error });
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}

function sentenceOf(error: unknown): string {
  return pageText(translatedSentence(errorSentence(error)));
}
