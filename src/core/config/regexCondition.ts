/** The pattern of a rule: its part of the schema, and its problems in the encoding whose bytes it matches. */
import * as z from 'zod';
import type { Encoding, EndpointConfig } from '../endpointConfig.ts';
import { type CompiledPatterns, compileOnce, outcomeOf } from '../pattern/compiledPatterns.ts';
import { type FlaggedSource, patternsProblem } from '../pattern/patternSize.ts';
import { compilePattern } from '../pattern.ts';
import { type Phrase, phraseOf, phraseText } from '../phrase.ts';

/** Checks the syntax only. Whether the flag u is needed depends on the encoding: see `patternProblems`. */
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
    const reason = problemOf(value.regex, checkedFlags(value.flags));
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

/** Returns the problems of the patterns in an endpoint's rules. */
export function patternProblems({ reply, encoding }: Pick<EndpointConfig, 'reply' | 'encoding'>): PatternProblem[] {
  const rules = Array.isArray(reply) ? reply : [];
  return rules.flatMap(({ when }, rule) => {
    const reason = 'regex' in when ? problemOf(when.regex, when.flags, encoding) : undefined;
    return reason ? [{ path: ['reply', rule, 'when', 'regex'], phrase: reason }] : [];
  });
}

/** Returns the problem of all patterns of an unchecked config: together, they may take minutes to compile. */
export function patternsTogetherProblem(config: unknown): Phrase | undefined {
  // Counting the parts of all patterns takes as long as compiling some of them.
  return compileOnce('together', () => patternsProblem(patternsOf(config)));
}

/**
 * Compiles the patterns of an unchecked config one at a time, so that the check finds them compiled. Patterns that are
 * invalid or take too long are left to the check.
 */
export function* compilePatternsAhead(config: unknown, compiled: CompiledPatterns): Generator<void> {
  if (compiled.sharedBy(() => patternsTogetherProblem(config))) return;
  yield;
  const { encoding } = (config ?? {}) as { encoding?: Encoding };
  for (const [source, flags] of patternsOf(config)) {
    for (const [given, of] of [[checkedFlags(flags)], [flags, encoding]] as const) {
      compiled.sharedBy(() => outcomeOf(() => compilePattern(source, given, of)));
      yield;
    }
  }
}

/** Yields everything that looks like the pattern of a rule, with its flags. */
function* patternsOf(config: unknown): Generator<FlaggedSource> {
  const { reply } = (config ?? {}) as { reply?: unknown };
  const rules: readonly { when?: { regex?: unknown; flags?: unknown } | null }[] = Array.isArray(reply) ? reply : [];
  for (const rule of rules) {
    const { regex, flags } = rule?.when ?? {};
    if (typeof regex === 'string') yield [regex, typeof flags === 'string' ? flags : undefined];
  }
}

/** Returns the flags with which the syntax alone is checked. */
function checkedFlags(flags = ''): string {
  return `${flags}u`;
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
