/** What is wrong with a config. Apart from the schema, so that whoever tells it need not load that. */
import type { Phrase } from './phrase.ts';

/** One thing wrong with a config: the path of the field (`reply.0.when.regex`) and a sentence. */
export interface ConfigProblem {
  readonly path: string;
  /** English. */
  readonly message: string;
  /** The same, to be told in the user's language. */
  readonly phrase?: Phrase;
  /** The problem without the rule's number, for places that already show the rule. */
  readonly reason?: Phrase;
}

/** Thrown for a config that cannot be used; lists every problem. */
export class ConfigError extends TypeError {
  readonly code = 'BAD_CONFIG';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '));
    this.problems = problems;
  }
}
