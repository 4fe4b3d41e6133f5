/** Compiles the patterns of a config in turns, before its rules are used: together, they may take half a second. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { CompiledPatterns } from '../../core/pattern/compiledPatterns.ts';
import { compilePattern } from '../../core/pattern.ts';
import { resultOf } from '../../core/resultOf.ts';
import { turnBudget } from '../turns/turnBudget.ts';

/** Share of a turn's work that one pattern costs. The clock is read before each of them: it may take longer than a turn. */
const stepsPerPattern = 2 ** 17;

/** Resolves with the patterns. What is wrong with one is reported when it is used. */
export async function compileReplyPatterns({
  reply,
  encoding,
}: Pick<EndpointConfig, 'reply' | 'encoding'>): Promise<CompiledPatterns> {
  const compiled = new CompiledPatterns();
  for (const { when } of Array.isArray(reply) ? reply : []) {
    if (!('regex' in when)) continue;
    const turn = turnBudget.takeWhenPossible(stepsPerPattern);
    if (turn !== undefined) await turn;
    resultOf(() => compilePattern(when.regex, when.flags, encoding, compiled));
  }
  return compiled;
}
