/** Reports to the user what went wrong. */
import { notifyUser } from '../../client/callers/askers.ts';
import { Dismissed } from '../../client/dismissed.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { errorNotice } from './notices.ts';
import { translatedSentence } from './translated.ts';

/**
 * Does nothing if the user dismissed a question. Returns false if the caller in whose call this runs may not show
 * another notice.
 */
export function showError(error: unknown): boolean {
  return error instanceof Dismissed || notifyUser(() => errorNotice(translatedSentence(errorSentence(error))));
}
