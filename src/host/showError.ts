/** Tells the user what went wrong. */
import { errorSentence } from '../core/sentences/errors/errorSentence.ts';
import { Dismissed } from './dismissed.ts';
import { errorNotice } from './notices.ts';
import { translatedSentence } from './translated.ts';

/** Does nothing if the user dismissed a question. */
export function showError(error: unknown): void {
  if (!(error instanceof Dismissed)) void errorNotice(translatedSentence(errorSentence(error)));
}
