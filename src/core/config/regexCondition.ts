/** The pattern of a rule: its part of the schema, and its problems in the encoding whose bytes it matches. */
import * as z from 'zod';
import type { Encoding, EndpointConfig } from '../endpointConfig.ts';
import { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { type FlaggedSource, patternsProblem } from '../pattern/patternSize.ts';
import { compilePattern } from '../pattern.ts';
import { type Phrase, phraseOf } from '../phrase.ts';
import { resultOf } from '../resultOf.ts';

/** The meaning of the pattern is checked by `syntaxProblems` and `patternProblems`, which may have it compiled ahead. */
export const regexCondition = z.strictObject({
  regex: z
    .string()
    .describe('An RE2 pattern that matches bytes. A non-ASCII character matches its bytes in the endpoint’s encoding.'),
  flags: z
    .exactOptional(z.string())
    .describe('Any of i, m, s and u. With u, and always in UTF-16, the pattern matches characters.'),
});

export interface PatternProblem {
  readonly path: (string | number)[];
  readonly phrase: Phrase;
}

/**
 * Returns what is wrong with the syntax of the patterns of a config that isn't checked yet. Whether a pattern needs the flag u depends on
 * the encoding, so that is left to `patternProblems`.
 */
export function syntaxProblems(config: unknown, compiled = new CompiledPatterns()): PatternProblem[] {
  return [...patternsOf(config)].flatMap(({ rule, source, flags }) =>
    problemAt(rule, () => compilePattern(source, checkedFlags(flags), undefined, compiled)),
  );
}

/** Returns what is wrong with the patterns of an endpoint's rules. */
export function patternProblems(
  config: Pick<EndpointConfig, 'reply' | 'encoding'>,
  compiled = new CompiledPatterns(),
): PatternProblem[] {
  return [...patternsOf(config)].flatMap(({ rule, source, flags }) =>
    problemAt(rule, () => compilePattern(source, flags, config.encoding, compiled)),
  );
}

/** Returns the problem of the patterns of a config that isn't checked yet: together, they may take minutes to compile. */
export function patternsTogetherProblem(config: unknown, compiled = new CompiledPatterns()): Phrase | undefined {
  // Counting the parts of all patterns takes as long as compiling some of them.
  return compiled.once('together', () => patternsProblem(patternsOf(config)));
}

/**
 * Compiles the patterns of an unchecked config one at a time, so that the check finds them compiled. Patterns that are
 * invalid or take too long are left to the check.
 */
export function* compilePatternsAhead(config: unknown, compiled: CompiledPatterns): Generator<void> {
  if (patternsTogetherProblem(config, compiled)) return;
  yield;
  const { encoding } = (config ?? {}) as { encoding?: Encoding };
  for (const { source, flags } of patternsOf(config)) {
    resultOf(() => compilePattern(source, checkedFlags(flags), undefined, compiled));
    yield;
    resultOf(() => compilePattern(source, flags, encoding, compiled));
    yield;
  }
}

interface RulePattern extends FlaggedSource {
  /** Number of its rule, from 0. */
  readonly rule: number;
}

/** Returns what looks like the pattern of a rule. */
function* patternsOf(config: unknown): Generator<RulePattern> {
  const { reply } = (config ?? {}) as { reply?: unknown };
  const rules: readonly { when?: { regex?: unknown; flags?: unknown } | null }[] = Array.isArray(reply) ? reply : [];
  for (const [rule, one] of rules.entries()) {
    const { regex, flags } = one?.when ?? {};
    if (typeof regex === 'string') yield { rule, source: regex, flags: typeof flags === 'string' ? flags : undefined };
  }
}

/** Returns the flags with which the syntax alone is checked. */
function checkedFlags(flags = ''): string {
  return `${flags}u`;
}

function problemAt(rule: number, compile: () => unknown): PatternProblem[] {
  try {
    compile();
    return [];
  } catch (error) {
    const reason = phraseOf(error);
    if (!reason) throw error;
    return [{ path: ['reply', rule, 'when', 'regex'], phrase: reason }];
  }
}
