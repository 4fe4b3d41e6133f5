/** Problems of a config. Separate from the schema, so that reporting them doesn't load it. */
import type { Phrase } from '../phrase.ts';

/** One problem of a config: the path of the field (`reply.0.when.regex`) and a sentence. */
export interface ConfigProblem {
  readonly path: string;
  /** English. */
  readonly message: string;
  /** The message for display in the user's language. */
  readonly phrase?: Phrase;
  /** The problem without the rule's number, for views that already show the rule. */
  readonly reason?: Phrase;
}

/** Thrown for a config that can't be used; lists every problem. */
export class ConfigError extends TypeError {
  readonly code = 'BAD_CONFIG';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '));
    this.problems = problems;
  }
}
