/** Problems of a config whose fields are individually valid: some can't be combined with each other or with its kind, or can't be used. */
import { parseAddress } from '../address.ts';
import type { EndpointConfig } from '../endpointConfig.ts';
import { allKinds, hasField, isStream, type KindConfig, specialFields } from '../kinds.ts';
import { CompiledPatterns } from '../pattern/compiledPatterns.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { payloadProblems } from './checkPayloads.ts';
import { framingProblem } from './framingSchema.ts';
import { patternProblems } from './regexCondition.ts';
import { ruleProblems } from './ruleProblems.ts';

interface FieldProblem {
  readonly path: readonly (string | number)[];
  readonly phrase: Phrase;
}

export function configProblems(config: EndpointConfig, compiled = new CompiledPatterns()): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const problem = (field: string, reason: Phrase) => problems.push({ path: [field], phrase: reason });
  for (const key of specialFields) {
    if (config[key] !== undefined && !hasField(config, key)) problem(key, onlyForPhrase(key));
  }
  const inFraming = framingProblem(config);
  if (inFraming) problem('framing', inFraming);
  if (config.connected && config.remote === undefined) problem('remote', phrase('required when connected is true'));
  for (const key of ['address', 'remote'] as const) {
    const text = config[key];
    const mismatch = text === undefined ? undefined : kindMismatch(config, text);
    if (mismatch) problem(key, mismatch);
  }
  return [
    ...problems,
    ...ruleProblems(config),
    ...patternProblems(config, compiled),
    ...payloadProblems(config, compiled),
  ];
}

function onlyForPhrase(key: keyof EndpointConfig): Phrase {
  const those = allKinds.filter(kind => hasField({ kind }, key));
  const last = those.at(-1) ?? '';
  return those.length < 2
    ? phrase('only for {0}', last)
    : phrase('only for {0} and {1}', those.slice(0, -1).join(', '), last);
}

/** Returns why an endpoint of this kind can't use an address, or undefined if it can. */
function kindMismatch(config: KindConfig, text: string): Phrase | undefined {
  const { scheme } = parseAddress(text);
  const isMismatch = scheme !== undefined && isStream(config) === (scheme === 'udp');
  return isMismatch ? phrase('{0} endpoints can’t use a {1} address', config.kind, scheme) : undefined;
}
