/** The field for replies to messages: none, an echo, or rules that can be tried before they are applied. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointConfig, ReplyRule } from '../../../src/core/endpointConfig.ts';
import { choiceInput, type FieldState } from '../controls.ts';
import { labeled } from '../fieldRow.ts';
import { payloadEscapes } from '../payloadField.ts';
import { patternHelp } from './patternFlags.ts';
import { answerHelpId } from './ruleAnswers.ts';
import { hexHelpId, patternHelpId } from './ruleCondition.ts';
import { type RulesState, ruleDraft } from './ruleDraft.ts';
import { sharedCaptures } from './ruleHoles.ts';
import { ruleItem } from './ruleItem.ts';
import { addRuleId } from './ruleOrder.ts';
import { stateList } from './stateNames.ts';

/** The first rule, as an example. */
const firstRule: ReplyRule = { when: { text: 'ping' }, send: 'pong' };
/** A rule to fill in: a second example would never match. */
const emptyRule: ReplyRule = { when: { text: '' }, send: '' };

export function rulesField(state: RulesState): TemplateResult {
  const { reply = 'none' } = state;
  const kinds = { none: l10n.t('None'), echo: l10n.t('Echo: send every message back'), rules: l10n.t('Rules') };
  const choice: FieldState = {
    value: replyKind(reply),
    problem: undefined,
    set: kind => chooseReplies(kind as ReplyKind, state),
    unreadable: () => undefined,
  };
  const row = {
    id: 'field-reply',
    label: l10n.t('Replies'),
    help: replyHelp()[replyKind(reply)],
    problem: Array.isArray(reply) ? undefined : state.problem('reply'),
  };
  return html`${labeled(row, choiceInput('field-reply', kinds, choice))}
  ${Array.isArray(reply) ? ruleList(reply, state) : nothing}`;
}

type ReplyKind = 'none' | 'echo' | 'rules';

function replyHelp(): Record<ReplyKind, string> {
  return {
    none: l10n.t('Messages get no automatic reply.'),
    echo: l10n.t('Every message goes back to its sender.'),
    rules: l10n.t('The first rule that matches a message sends its reply.'),
  };
}

function replyKind(reply: EndpointConfig['reply'] = 'none'): ReplyKind {
  return Array.isArray(reply) ? 'rules' : reply;
}

/** Changes the kind of reply. The rules come back when they are chosen again. */
function chooseReplies(kind: ReplyKind, { reply, set, left }: RulesState): void {
  const others = left('reply');
  others.keep(replyKind(reply), { value: reply });
  const before = others.of('rules')?.value as ReplyRule[] | undefined;
  set(kind === 'rules' ? (before ?? [{ ...firstRule }]) : kind === 'echo' ? 'echo' : undefined);
}

function ruleList(rules: readonly ReplyRule[], state: RulesState): TemplateResult {
  const hasPattern = rules.some(({ when }) => 'regex' in when);
  const hasHex = rules.some(({ when }) => 'hex' in when);
  const shared = sharedCaptures(rules);
  return html`${stateList(rules)}<ol class="rules" aria-label=${l10n.t('Rules')}>${rules.map((_, at) =>
    ruleItem(ruleDraft(rules, at, state, shared), rules),
  )}</ol>
    <div class="form-row"><span></span><span>${hasPattern ? patternHelp(patternHelpId) : nothing}${hasHex ? hexHelp() : nothing}${answerHelp()}
      <button type="button" class="link" id=${addRuleId} @click=${() => addRule(rules, state)}>
        <span class="codicon codicon-add" aria-hidden="true"></span> ${l10n.t('Add Rule')}</button>
    </span></div>`;
}

function addRule(rules: readonly ReplyRule[], { arrange, setOpen, focus }: RulesState): void {
  arrange([...rules, { ...emptyRule }]);
  setOpen(`reply.${rules.length}.rule`, true);
  focus(`rule-${rules.length}-when`);
}

function hexHelp(): TemplateResult {
  return html`<div class="form-help" id=${hexHelpId}>${l10n.t('In bytes in hex, {0} stands for any byte.', '..')}</div>`;
}

/** Describes the escapes of all replies. Placeholders are listed at each field. */
function answerHelp(): TemplateResult {
  return html`<div class="form-help" id=${answerHelpId}>${l10n.t('Escapes in texts: {0}. Placeholders such as {1} insert values.', payloadEscapes, '{{message}}')}</div>`;
}
