/** The rules, and a dialogue on which they are tried. */
import { html, nothing, type TemplateResult } from 'lit';
import { isStream } from '../../../src/core/kinds.ts';
import type { CheckedConfig } from '../../../src/protocol/panelCalls.ts';
import { withValue } from '../configDraft.ts';
import type { FormDraft } from '../formDraft.ts';
import type { FormProblem } from '../formProblems.ts';
import { keepPlace } from '../keptPlace.ts';
import { convertedSample, type RuleSample, sampleNotation } from './ruleSample.ts';
import { rulesField } from './rulesField.ts';
import { concernsReplies, ruleTrial } from './ruleTrial.ts';
import type { RuleTrials } from './ruleTrials.ts';

export interface RepliesParts {
  readonly draft: FormDraft;
  readonly trials: RuleTrials;
  readonly problems: readonly FormProblem[];
  readonly examples: CheckedConfig['examples'];
  /** Returns the problem at a path of the config, or inside it. */
  problemAt(path: string): string | undefined;
  /** Focuses the control with this id once it is rendered. */
  focus(id: string): void;
}

export function repliesSection({ draft, trials, problems, examples, problemAt, focus }: RepliesParts): TemplateResult {
  const { reply } = draft.config;
  const canTry = !problems.some(({ path }) => concernsReplies(path));
  return html`${rulesField({
    reply,
    isStream: isStream(draft.config),
    answering: canTry ? trials.last?.frames.at(-1)?.rule : undefined,
    foldsRules: draft.foldsRules,
    examples,
    problem: problemAt,
    problemOf: id => problems.find(({ place }) => place?.id === id)?.message,
    set: next => draft.change(withValue(draft.config, ['reply'], next)),
    arrange: next => draft.arrange(next),
    arrangeAnswers: (at, rule, from) => draft.arrangeAnswers(at, rule, from),
    focus,
    unreadable: (path, problem, typed) => draft.setUnreadable(path, problem, typed),
    typed: path => draft.typedAt(path),
    writing: path => draft.writing(path),
    left: path => draft.left(path),
    isOpen: path => draft.isOpen(path),
    setOpen: (path, isOpen) => draft.setOpen(path, isOpen),
  })}
  ${Array.isArray(reply) ? trial(draft, trials, canTry, focus) : nothing}`;
}

function trial(draft: FormDraft, trials: RuleTrials, canTry: boolean, focus: RepliesParts['focus']): TemplateResult {
  const { current } = trials;
  const { reply, encoding = 'utf8' } = draft.config;
  const rules = Array.isArray(reply) ? reply : [];
  const notation = sampleNotation(current.sample, reply);
  const hasStates = rules.some(({ state, goTo }) => state !== undefined || goTo !== undefined);
  const kept = () => {
    const { messages, sample } = trials.current;
    keepPlace({ dialogue: messages, sample: sample.text, sampleNotation: sample.notation });
  };
  // Tries the rules as they are now, not as they were drawn.
  const change = (sample: RuleSample) => {
    trials.try({ sample }, draft.config);
    kept();
  };
  return ruleTrial(
    { ...current, notation, encoding, canTry, hasStates },
    {
      type: text => change({ text, notation }),
      write: to => change(convertedSample(current.sample.text, [notation, to], encoding)),
      enter: () => {
        trials.enter(draft.config);
        kept();
      },
      startOver: () => {
        trials.try({ messages: [], sample: { ...trials.current.sample, text: '' } }, draft.config);
        kept();
        focus('rule-sample');
      },
    },
  );
}
