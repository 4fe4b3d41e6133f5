/** Translates phrases into VS Code's display language. */
import { l10n } from 'vscode';
import { type Phrase, phraseText, sentenceCase } from '../../core/phrase.ts';

/** Returns the sentence in the user's language. */
export function translated(phrase: Phrase): string {
  return phraseText(phrase, l10n.t);
}

/** Returns the phrase capitalized, unless it begins with a value: for a sentence that stands alone. */
export function translatedSentence(phrase: Phrase): string {
  return sentenceCase(phrase, l10n.t);
}
