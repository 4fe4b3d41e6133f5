/** The language that everything in VS Code is shown in. */
import { env, l10n } from 'vscode';
import { numeralText, type Phrase, phraseText, sentenceCase, type Translate } from '../../core/phrase.ts';

/** Returns the language that sentences are in. Without a translation, they are English, whatever VS Code's language is. */
export function shownLanguage(): string {
  return l10n.bundle ? env.language : 'en';
}

// By another name, since what is passed to `l10n.t` is collected as a string to translate.
const { t } = l10n;

/** Translates for the functions of core. They need the language, too: `l10n.t` alone would leave numbers to the process. */
export const translate: Translate = Object.assign(
  (template: string, ...args: (string | number)[]) => t(template, ...args),
  { language: shownLanguage },
);

/** Returns the sentence in the user's language. */
export function translated(phrase: Phrase): string {
  return phraseText(phrase, translate);
}

/** Returns the phrase capitalized, unless it begins with a value: for a sentence that stands alone. */
export function translatedSentence(phrase: Phrase): string {
  return sentenceCase(phrase, translate);
}

/** Returns a count or a size as it is written in a sentence. */
export function shownNumber(value: number): string {
  return numeralText(value, shownLanguage());
}
