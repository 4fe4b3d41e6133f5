/** Tells the user what went wrong. */
import { window } from 'vscode';
import { Dismissed } from './dismissed.ts';
import { errorSentence } from './sentences.ts';

/** Nothing where the user thought better of it. */
export function showError(error: unknown): void {
  if (!(error instanceof Dismissed)) void window.showErrorMessage(errorSentence(error));
}
