/** A rule's pattern: its part of the schema, and what is wrong with it in the encoding whose bytes it matches. */
import * as z from 'zod';
import type { EndpointConfig } from './endpointConfig.ts';
import { patternsProblem } from './pattern/patternSize.ts';
import { compilePattern } from './pattern.ts';
import { type Phrase, phraseOf, phraseText } from './phrase.ts';

/** Checks the syntax. Whether a pattern needs the flag u depends on the encoding, so that is checked with the whole config. */
export const regexCondition = z
  .strictObject({
    regex: z
      .string()
      .describe(
        'An RE2 pattern that matches bytes. A non-ASCII character matches its bytes in the endpoint’s encoding.',
      ),
    flags: z
      .exactOptional(z.string())
      .describe('Any of i, m, s and u. With u, and always in UTF-16, the pattern matches characters.'),
  })
  .check(({ value, issues }) => {
    const reason = problemOf(value.regex, `${value.flags ?? ''}u`);
    if (reason)
      issues.push({
        code: 'custom',
        input: value.regex,
        path: ['regex'],
        message: phraseText(reason),
        params: { phrase: reason },
      });
  });

export interface PatternProblem {
  readonly path: (string | number)[];
  readonly phrase: Phrase;
}

/** Returns what is wrong with the patterns of an endpoint’s rules. */
export function patternProblems({ reply, encoding }: Pick<EndpointConfig, 'reply' | 'encoding'>): PatternProblem[] {
  const rules = Array.isArray(reply) ? reply : [];
  return rules.flatMap(({ when }, rule) => {
    const reason = 'regex' in when ? problemOf(when.regex, when.flags, encoding) : undefined;
    return reason ? [{ path: ['reply', rule, 'when', 'regex'], phrase: reason }] : [];
  });
}

/** Returns the problem of the patterns of a config that isn’t checked yet: together, they may take minutes to compile. */
export function patternsTogetherProblem(config: unknown): Phrase | undefined {
  const { reply } = (config ?? {}) as { reply?: unknown };
  const rules: readonly { when?: { regex?: unknown } | null }[] = Array.isArray(reply) ? reply : [];
  const sources = rules.map(rule => rule?.when?.regex).filter(source => typeof source === 'string');
  return patternsProblem(sources);
}

function problemOf(...pattern: Parameters<typeof compilePattern>): Phrase | undefined {
  try {
    compilePattern(...pattern);
    return undefined;
  } catch (error) {
    const reason = phraseOf(error);
    if (!reason) throw error;
    return reason;
  }
}
