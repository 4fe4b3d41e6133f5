/** Lists names within a sentence, in the language of VS Code. */
import { shownLanguage } from './translated.ts';

/** `a, b, and c`. */
export function listInSentence(names: readonly string[]): string {
  return new Intl.ListFormat(shownLanguage()).format(names);
}
