/** Matches a pattern where that doesn't keep the sockets waiting: at once, in a later turn, or on the pattern thread. */
import { maxPatternSteps } from '../../core/limits.ts';
import type { Pattern } from '../../core/pattern.ts';
import type { RuleMatch } from '../../core/rules/templateCondition.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import { matchOf } from './patternJobs.ts';
import { type JobOptions, patternThread } from './patternThread.ts';

/**
 * Returns the first match of a pattern; a promise if it runs on the pattern thread, or in a later turn because this
 * turn's budget is used up. The promise rejects as `PatternThread.run` does.
 */
export function runPattern(
  pattern: Pattern,
  bytes: Uint8Array,
  options: JobOptions,
): RuleMatch | undefined | Promise<RuleMatch | undefined> {
  const steps = bytes.length * pattern.size;
  if (steps > maxPatternSteps) return matchOnThread(pattern, bytes, options);
  const taken = turnBudget.takeWhenPossible(steps + (pattern.stepsBefore ?? 0));
  return taken === undefined ? pattern.match(bytes) : matchLater(taken, pattern, bytes, options);
}

async function matchLater(
  taken: Promise<void>,
  pattern: Pattern,
  bytes: Uint8Array,
  { signal }: JobOptions,
): Promise<RuleMatch | undefined> {
  await taken;
  signal.throwIfAborted();
  return pattern.match(bytes);
}

async function matchOnThread(pattern: Pattern, bytes: Uint8Array, options: JobOptions): Promise<RuleMatch | undefined> {
  const { source, flags, encoding } = pattern;
  const found = await patternThread.run({ kind: 'match', pattern: { source, flags, encoding }, bytes }, options);
  return found && matchOf(found, bytes);
}
