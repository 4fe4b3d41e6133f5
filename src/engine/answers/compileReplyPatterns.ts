/** Compiles the patterns of a config in turns, before its rules are used: together, they may take half a second. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { compilePattern } from '../../core/pattern.ts';
import { resultOf } from '../../core/resultOf.ts';
import { turnBudget } from '../turns/turnBudget.ts';

/** Share of a turn's work that one pattern costs. The clock is read before each of them: it may take longer than a turn. */
const stepsPerPattern = 2 ** 17;

/** True if a rule of the config has a pattern. */
export function hasPatterns({ reply }: EndpointConfig): boolean {
  return Array.isArray(reply) && reply.some(({ when }) => 'regex' in when);
}

/**
 * Resolves with the patterns of the config that `latest` returns, once it still returns that config; undefined means
 * that they are no longer needed. A problem with one is reported when it is used.
 */
export async function compileReplyPatterns(latest: () => EndpointConfig | undefined): Promise<CompiledPatterns> {
  const compiled = new CompiledPatterns();
  for (let config = latest(); config; ) {
    await compileInTurns(config, compiled, () => latest() === config);
    const next = latest();
    if (next === config) break;
    config = next;
  }
  return compiled;
}

async function compileInTurns(
  { reply, encoding }: EndpointConfig,
  compiled: CompiledPatterns,
  isNeeded: () => boolean,
): Promise<void> {
  for (const { when } of Array.isArray(reply) ? reply : []) {
    if (!('regex' in when)) continue;
    const turn = turnBudget.takeWhenPossible(stepsPerPattern);
    if (turn !== undefined) await turn;
    if (!isNeeded()) return;
    resultOf(() => compilePattern(when.regex, when.flags, encoding, compiled));
  }
}
