/** Lists names within a sentence, in the language of VS Code. */
import { env, l10n } from 'vscode';

/** Returns `a, b, and c`. In English if there is no translation, since the sentence around it is English, too. */
export function listInSentence(names: readonly string[]): string {
  return new Intl.ListFormat(l10n.bundle ? env.language : 'en').format(names);
}
