/** What is wrong with the patterns of an endpoint's rules, in the encoding whose bytes they match. */
import type { Encoding, ReplyRule } from './endpointConfig.ts';
import { compilePattern } from './pattern.ts';

interface PatternProblem {
  readonly regex: string;
  /** From the config on. */
  readonly path: readonly (string | number)[];
  readonly error: unknown;
}

type Conditions = readonly Pick<ReplyRule, 'when'>[];

export function patternProblems(reply: Conditions, encoding: Encoding | undefined): PatternProblem[] {
  return reply.flatMap(({ when }, rule) => {
    if (!('regex' in when)) return [];
    try {
      compilePattern(when.regex, when.flags, encoding);
      return [];
    } catch (error) {
      return [{ regex: when.regex, path: ['reply', rule, 'when', 'regex'], error }];
    }
  });
}
