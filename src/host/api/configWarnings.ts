/** Warnings about a config that is used nevertheless, in the user's language: for callers of the API and of commands. */
import { unknownKeyWarnings } from '../../core/config/unknownKeys.ts';
import { problemPhrase } from '../../core/sentences/errors/errorSentence.ts';
import type { ConfigWarning } from '../api.ts';
import { translated } from '../shown/translated.ts';

export function configWarnings(config: object): ConfigWarning[] {
  return unknownKeyWarnings(config).map(problem => ({
    path: problem.path,
    message: translated(problemPhrase(problem)),
  }));
}
