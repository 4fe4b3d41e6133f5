/** Bounds on a config that isn't checked yet: one from outside could take the check, and those who wait for it, minutes. */
import type { ConfigProblem } from './configError.ts';
import { type Phrase, phrase, toldPhrase } from './phrase.ts';
import { patternsTogetherProblem } from './regexCondition.ts';
import { countBraces } from './template/template.ts';
import { isConfigKey } from './unknownKeys.ts';

const maxUnknownKeys = 1000;
/** Of the greeting and all replies. */
const maxBraces = 10_000;

/** Returns why a value is too much to be checked. */
export function boundProblem(config: unknown): ConfigProblem | undefined {
  const patterns = patternsTogetherProblem(config);
  if (patterns) return problem('reply', patterns);
  if (typeof config !== 'object' || config === null) return undefined;
  const excess = Object.keys(config).filter(key => !isConfigKey(key))[maxUnknownKeys];
  if (excess !== undefined) return problem(excess, phrase('there are more than {0} unknown keys', maxUnknownKeys));
  return bracesProblem(config);
}

function bracesProblem({ greeting, reply }: { greeting?: unknown; reply?: unknown }): ConfigProblem | undefined {
  const rules: readonly ({ send?: unknown } | null)[] = Array.isArray(reply) ? reply : [];
  let left = maxBraces;
  const payloads = rules.map(rule => ['reply', rule?.send] as const);
  for (const [path, payload] of [['greeting', greeting] as const, ...payloads]) {
    left -= bracesIn(payload, left);
    if (left < 0)
      return problem(path, phrase('the greeting and the replies can have “{{” at most {0} times', maxBraces));
  }
  return undefined;
}

/** Counts no further than one more than `most`. */
function bracesIn(payload: unknown, most: number): number {
  const text = typeof payload === 'object' && payload !== null ? (payload as { hex?: unknown }).hex : payload;
  return typeof text === 'string' ? countBraces(text, most) : 0;
}

function problem(path: string, reason: Phrase): ConfigProblem {
  return { path, message: toldPhrase(reason), phrase: reason };
}
