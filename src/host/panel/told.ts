/** What went wrong, in the user's language, for the page. */
import { errorSentence } from '../sentences.ts';
import { pageText } from '../shownText.ts';

/** Rejects with an error whose message is a sentence for the user. */
export async function told<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Error(pageText(errorSentence(error)), { cause: error });
  }
}
