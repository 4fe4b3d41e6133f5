/** Errors as sentences in the user's language. */
import * as l10n from '@vscode/l10n';
import { phraseOf, toldPhrase } from '../src/core/phrase.ts';

/** What core says about a text is translated here; the host's errors arrive as sentences. */
export function errorText(error: unknown): string {
  const phrase = phraseOf(error);
  return phrase ? toldPhrase(phrase, l10n.t) : (error as Error).message;
}
