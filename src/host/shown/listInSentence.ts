/** Lists names within a sentence, in the language of VS Code. */
import { shownLanguage } from './translated.ts';

/** Returns `a, b, and c`. In English if there is no translation, since the sentence around it is English, too. */
export function listInSentence(names: readonly string[]): string {
  return new Intl.ListFormat(shownLanguage()).format(names);
}
