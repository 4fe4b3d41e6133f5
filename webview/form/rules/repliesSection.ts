/** The rules, and a sample message on which they are tried. */
import { html, nothing, type TemplateResult } from 'lit';
import { isStream } from '../../../src/core/kinds.ts';
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
  /** Returns the problem at a path of the config, or inside it. */
  problemAt(path: string): string | undefined;
  /** Focuses the control with this id once it is rendered. */
  focus(id: string): void;
}

export function repliesSection({ draft, trials, problems, problemAt, focus }: RepliesParts): TemplateResult {
  const { reply } = draft.config;
  const canTry = !problems.some(({ path }) => concernsReplies(path));
  return html`${rulesField({
    reply,
    isStream: isStream(draft.config),
    answering: canTry ? trials.current.outcome?.rule : undefined,
    problem: problemAt,
    set: next => draft.change(withValue(draft.config, ['reply'], next)),
    arrange: next => draft.arrange(next),
    focus,
    unreadable: (path, problem, typed) => draft.setUnreadable(path, problem, typed),
    typed: path => draft.typedAt(path),
    writing: path => draft.writing(path),
    left: path => draft.left(path),
  })}
  ${Array.isArray(reply) ? trial(draft, trials, canTry) : nothing}`;
}

function trial(draft: FormDraft, trials: RuleTrials, canTry: boolean): TemplateResult {
  const { current } = trials;
  const { reply, encoding = 'utf8' } = draft.config;
  const notation = sampleNotation(current.sample, reply);
  const change = (sample: RuleSample) => {
    keepPlace({ sample: sample.text, sampleNotation: sample.notation });
    // Tries the rules as they are now, not as they were drawn.
    trials.try(sample, draft.config);
  };
  return ruleTrial(current, notation, canTry, {
    type: text => change({ text, notation }),
    write: to => change(convertedSample(current.sample.text, [notation, to], encoding)),
  });
}
