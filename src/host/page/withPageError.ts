/** Errors for the page, in the user's language. */
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { pageText } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';

/** Wraps a call so that it rejects with an error whose message is a sentence for the user. */
export async function withPageError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Error(pageText(translatedSentence(errorSentence(error))), { cause: error });
  }
}
