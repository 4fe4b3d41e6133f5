/** Problems of rules that the other rules or the kind of the endpoint cause: states that don't exist, and fields for streams only. */
import type { EndpointConfig, ReplyRule } from '../endpointConfig.ts';
import { allKinds, isStream } from '../kinds.ts';
import { type Phrase, phrase } from '../phrase.ts';
import { nearestName } from '../template/nearestName.ts';
import { framingProblem } from './framingSchema.ts';

export interface RuleProblem {
  readonly path: (string | number)[];
  readonly phrase: Phrase;
}

/** Fields that have no meaning for datagrams. */
const streamFields = ['raw', 'close', 'framing'] as const satisfies readonly (keyof ReplyRule)[];

const maxListed = 10;

export function ruleProblems(config: EndpointConfig): RuleProblem[] {
  const { reply } = config;
  if (!Array.isArray(reply)) return [];
  const states = new Set(reply.flatMap(({ state }) => (state === undefined ? [] : [state])));
  return reply.flatMap((rule, at) => [
    ...streamProblems(rule, at, config),
    ...stateProblems(rule, at, states),
    ...framingProblems(rule, at, config),
  ]);
}

function streamProblems(rule: ReplyRule, at: number, config: EndpointConfig): RuleProblem[] {
  if (isStream(config)) return [];
  const streams = allKinds.filter(kind => isStream({ ...config, kind })).join(', ');
  return streamFields
    .filter(field => rule[field] !== undefined && rule[field] !== false)
    .map(field => ({
      path: ['reply', at, field],
      phrase: phrase('datagrams have no connection and no framing: only for {0}', streams),
    }));
}

function stateProblems({ goTo }: ReplyRule, at: number, states: ReadonlySet<string>): RuleProblem[] {
  // Every peer begins in the first state, whether it has rules or not.
  if (goTo === undefined || goTo === '' || states.has(goTo)) return [];
  const names = [...states].filter(name => name !== '');
  const nearest = nearestName(goTo, names);
  const listed = [...names.slice(0, maxListed), ...(names.length > maxListed ? ['…'] : [])].join(', ');
  const reason =
    nearest !== undefined
      ? phrase('no rule has the state “{0}”. Did you mean “{1}”?', goTo, nearest)
      : names.length === 0
        ? phrase('no rule has the state “{0}”', goTo)
        : phrase('no rule has the state “{0}”; the states are: {1}', goTo, listed);
  return [{ path: ['reply', at, 'goTo'], phrase: reason }];
}

function framingProblems({ framing }: ReplyRule, at: number, config: EndpointConfig): RuleProblem[] {
  const reason = framing === undefined ? undefined : framingProblem({ ...config, framing });
  return reason ? [{ path: ['reply', at, 'framing'], phrase: reason }] : [];
}
