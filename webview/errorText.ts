/** Errors as sentences in the user's language. */
import * as l10n from '@vscode/l10n';
import { fullSentence, phraseOf, sentenceCase } from '../src/core/phrase.ts';
import { wasQuestionRefused } from '../src/core/sentences/errors/wasQuestionRefused.ts';

/** Translates errors thrown by core about a text; errors from the host are already sentences. */
export function errorText(error: unknown): string {
  const phrase = phraseOf(error);
  return phrase ? sentenceCase(phrase, l10n.t) : (error as Error).message;
}

/** Returns the same with a period at the end, for a field's problem. */
export function problemSentence(error: unknown): string {
  const phrase = phraseOf(error);
  return phrase ? fullSentence(phrase, l10n.t) : (error as Error).message;
}

/** Why an action wasn't performed. */
export interface Trouble {
  readonly text: string;
  /** Whether nothing failed: the user is asked to do something else first. */
  readonly isNote: boolean;
}

export function troubleOf(error: unknown): Trouble {
  return { text: errorText(error), isNote: wasQuestionRefused(error) };
}
