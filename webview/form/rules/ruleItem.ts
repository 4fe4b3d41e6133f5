/** One rule in the form: folded to a line, or all of its fields. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';
import { choiceInput, numberInput } from '../controls.ts';
import { problemElement } from '../fieldRow.ts';
import { isRulePlace } from '../rulePlaces.ts';
import { ruleAnswers } from './ruleAnswers.ts';
import { ruleCondition } from './ruleCondition.ts';
import type { RuleDraft } from './ruleDraft.ts';
import { ruleMore } from './ruleMore.ts';
import { ruleOrder } from './ruleOrder.ts';
import { ruleSummary } from './ruleSummary.ts';

export function ruleItem(draft: RuleDraft, rules: readonly ReplyRule[]): TemplateResult {
  const { at, state } = draft;
  const path = `reply.${at}`;
  const problem = state.problem(path);
  const isOpen = state.isOpen(`${path}.rule`) ?? !state.foldsRules;
  const fold = html`<button type="button" class="rule-fold" id="rule-${at}-fold" aria-expanded=${isOpen ? 'true' : 'false'}
    aria-label=${isOpen ? l10n.t('Rule {0}', at + 1) : nothing} @click=${() => state.setOpen(`${path}.rule`, !isOpen)}>
      <span class="codicon codicon-chevron-${isOpen ? 'down' : 'right'}" aria-hidden="true"></span>
      <span class="rule-number">${at + 1}</span>${isOpen ? nothing : html` <span class="rule-summary">${ruleSummary(draft.rule, draft.encoding)}</span>`}
    </button>`;
  const order = ruleOrder(at, rules, state);
  return html`<li class="rule ${isOpen ? '' : 'folded'} ${state.answering === at ? 'answering' : ''} ${problem === undefined ? '' : 'wrong'}">
    ${isOpen ? openRule(draft, fold, order) : html`<div class="rule-line rule-head">${fold}${order}</div>${alert(problem)}`}
  </li>`;
}

function openRule(draft: RuleDraft, fold: TemplateResult, order: TemplateResult): TemplateResult {
  return html`${ruleCondition(draft, fold, order)} ${ruleAnswers(draft)} ${timing(draft)} ${ruleMore(draft)} ${alert(otherProblem(draft))}`;
}

/** Returns the problem of the rule as a whole. */
function otherProblem({ at, state }: RuleDraft): string | undefined {
  const problem = state.problem(`reply.${at}`);
  return problem === undefined || isRulePlace(at, state.problem) ? undefined : problem;
}

function alert(problem: string | undefined): TemplateResult | typeof nothing {
  return problem === undefined ? nothing : html`<div class="form-problem" role="alert">${problem}</div>`;
}

function timing({ rule, at, state, field, change }: RuleDraft): TemplateResult {
  const delay = field('delayMs', rule.delayMs, delayMs => change({ delayMs: delayMs as number | undefined }));
  const ends = {
    keep: l10n.t('keep the connection'),
    close: l10n.t('close the connection'),
    reset: l10n.t('reset the connection'),
  };
  const value = rule.close === 'reset' ? 'reset' : rule.close === true ? 'close' : 'keep';
  const close = field('close', value, end =>
    change({ close: end === 'keep' ? undefined : end === 'reset' ? 'reset' : true }),
  );
  return html`<div class="rule-line">
      <label class="form-part"><span>${l10n.t('after')}</span>${numberInput(`rule-${at}-delay`, delay, '0')}<span>ms</span></label>
      ${state.isStream ? html`<label class="form-part"><span>${l10n.t('then')}</span>${choiceInput(`rule-${at}-close`, ends, close)}</label>` : nothing}
    </div>${problemElement(`rule-${at}-delay`, delay.problem)}`;
}
