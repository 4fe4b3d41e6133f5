/** The language that everything in VS Code is shown in. */
import { l10n } from 'vscode';
import { type Phrase, toldPhrase } from '../core/phrase.ts';

/** Returns the sentence in the user's language. */
export function translated(phrase: Phrase): string {
  return toldPhrase(phrase, l10n.t);
}
