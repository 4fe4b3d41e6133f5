/** Compares a message with a template where that doesn't keep the sockets waiting, as `runPattern.ts` does. */
import { maxPatternSteps } from '../../core/limits.ts';
import type { BoundTemplate, RuleMatch } from '../../core/rules/templateCondition.ts';
import { turnBudget } from '../turns/turnBudget.ts';
import { matchOf } from './patternJobs.ts';
import { type JobOptions, patternThread } from './patternThread.ts';

/**
 * Returns what the template matches; a promise if it runs on the pattern thread, or in a later turn because this turn's
 * budget is used up. The promise rejects as `PatternThread.run` does.
 */
export function runTemplate(
  bound: BoundTemplate,
  bytes: Uint8Array,
  options: JobOptions,
): RuleMatch | undefined | Promise<RuleMatch | undefined> {
  const steps = bytes.length * bound.size;
  if (steps > maxPatternSteps) return matchOnThread(bound, bytes, options);
  const taken = turnBudget.takeWhenPossible(steps);
  return taken === undefined ? matchHere(bound, bytes, options) : matchLater(taken, bound, bytes, options);
}

/** Matches at once, unless the search takes too long. */
function matchHere(
  bound: BoundTemplate,
  bytes: Uint8Array,
  options: JobOptions,
): RuleMatch | undefined | Promise<RuleMatch | undefined> {
  const found = bound.matchWithin(bytes, maxPatternSteps);
  return found === 'effort' ? matchOnThread(bound, bytes, options) : found;
}

async function matchLater(
  taken: Promise<void>,
  bound: BoundTemplate,
  bytes: Uint8Array,
  options: JobOptions,
): Promise<RuleMatch | undefined> {
  await taken;
  options.signal.throwIfAborted();
  return matchHere(bound, bytes, options);
}

async function matchOnThread(
  { source, values }: BoundTemplate,
  bytes: Uint8Array,
  options: JobOptions,
): Promise<RuleMatch | undefined> {
  const found = await patternThread.run({ kind: 'template', source, values, bytes }, options);
  return found && matchOf(found, bytes);
}
