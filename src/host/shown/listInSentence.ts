/** Lists names within a sentence, in the language of VS Code. */
import { env, l10n } from 'vscode';

/** `a, b, and c`. Without a translation, the sentence around it is English, whatever VS Code’s language is. */
export function listInSentence(names: readonly string[]): string {
  return new Intl.ListFormat(l10n.bundle ? env.language : 'en').format(names);
}
