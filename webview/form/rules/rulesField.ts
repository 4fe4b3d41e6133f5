/** The field for replies to messages: none, an echo, or rules that can be tried before they are applied. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointConfig, Payload, ReplyRule } from '../../../src/core/endpointConfig.ts';
import { iconButton } from '../../widgets/iconButton.ts';
import { choiceInput, type FieldState, numberInput, type PayloadWriting, switchInput } from '../controls.ts';
import { labeled, problemElement } from '../fieldRow.ts';
import type { KindDrafts } from '../kindDrafts.ts';
import { payloadEscapes, payloadInput, payloadValues } from '../payloadField.ts';
import { patternHelp } from './patternFlags.ts';
import { hexHelpId, patternHelpId, ruleCondition } from './ruleCondition.ts';

export interface RulesState {
  readonly reply: EndpointConfig['reply'];
  readonly isStream: boolean;
  /** Index of the rule that replies to the sample. */
  readonly answering: number | undefined;
  /** Returns the problem at a path of the config, such as `reply.0.when.regex`, or inside it. */
  problem(path: string): string | undefined;
  set(reply: EndpointConfig['reply']): void;
  /** Takes rules that were added, removed or moved. */
  arrange(rules: readonly ReplyRule[]): void;
  /** Focuses the control with this id once it is rendered. */
  focus(id: string): void;
  unreadable(path: string, problem: string | undefined, typed?: string): void;
  /** Returns the unparsable text at a path. */
  typed(path: string): string | undefined;
  /** Returns the notation of the payload at a path. */
  writing(path: string): PayloadWriting;
  /** Returns the values typed for the other kinds of the field at a path. */
  left(path: string): KindDrafts;
}

const replyHelpId = 'rules-reply-help';
const addRuleId = 'rules-add';

/** Paths of a rule's condition that can have a problem. */
const conditionParts = ['.when.text', '.when.regex', '.when.hex', '.when'] as const;
/** The first rule, as an example. */
const firstRule: ReplyRule = { when: { text: 'ping' }, send: 'pong' };
/** A rule to fill in: a second example would never match. */
const emptyRule: ReplyRule = { when: { text: '' }, send: '' };

export function rulesField(state: RulesState): TemplateResult {
  const { reply = 'none' } = state;
  const rules = Array.isArray(reply) ? reply : [];
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
  ${Array.isArray(reply) ? ruleList(rules, state) : nothing}`;
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
  return html`<ol class="rules" aria-label=${l10n.t('Rules')}>${rules.map((rule, at) => ruleItem(rule, at, rules, state))}</ol>
    <div class="form-row"><span></span><span>${hasPattern ? patternHelp(patternHelpId) : nothing}${hasHex ? hexHelp() : nothing}${replyTextHelp(hasPattern)}
      <button type="button" class="link" id=${addRuleId} @click=${() => addRule(rules, state)}>
        <span class="codicon codicon-add" aria-hidden="true"></span> ${l10n.t('Add Rule')}</button>
    </span></div>`;
}

function addRule(rules: readonly ReplyRule[], { arrange, focus }: RulesState): void {
  arrange([...rules, { ...emptyRule }]);
  focus(`rule-${rules.length}-when`);
}

function ruleItem(rule: ReplyRule, at: number, rules: readonly ReplyRule[], state: RulesState): TemplateResult {
  const change = (part: Partial<ReplyRule>) => state.set(rules.with(at, withoutNothing({ ...rule, ...part })));
  const field: RuleField = (key, value, set) => ({
    value,
    problem: state.problem(`reply.${at}.${key}`),
    set,
    typed: state.typed(`reply.${at}.${key}`),
    unreadable: (problem, typed) => state.unreadable(`reply.${at}.${key}`, problem, typed),
  });
  const problems = ruleProblems(at, state);
  return html`<li class="rule ${state.answering === at ? 'answering' : ''} ${problems.any ? 'wrong' : ''}">
    <div class="rule-line rule-head">
      ${ruleCondition({
        when: rule.when,
        at,
        encoding: state.writing('').encoding,
        left: state.left(`reply.${at}.when`),
        set: when => change({ when }),
        field,
        problem: problems.condition,
      })}
      ${order(at, rules, state)}
    </div>
    <div class="rule-line">${reply(rule, at, state, field, change)}</div>
    ${problemElement(`rule-${at}-delay`, problems.delay)}
    ${problems.other === undefined ? nothing : html`<div class="form-problem" role="alert">${problems.other}</div>`}
  </li>`;
}

function hexHelp(): TemplateResult {
  return html`<div class="form-help" id=${hexHelpId}>${l10n.t('Bytes in hex must match the whole message. {0} stands for any byte.', '..')}</div>`;
}

/** Describes the placeholders and escapes of all replies. Only a pattern has captures. */
function replyTextHelp(hasPattern: boolean): TemplateResult {
  const values = `{{message}} ${payloadValues}`;
  return html`<div class="form-help" id=${replyHelpId}>${
    hasPattern
      ? l10n.t(
          'Replies can contain placeholders: {0}, and captures of the pattern: {1}. Escapes: {2}.',
          values,
          '{{0}} {{1}} {{name}}',
          payloadEscapes,
        )
      : l10n.t('Replies can contain placeholders: {0}. Escapes: {1}.', values, payloadEscapes)
  }</div>`;
}

type RuleField = (key: string, value: unknown, set: (value: unknown) => void) => FieldState;

function reply(
  rule: ReplyRule,
  at: number,
  state: RulesState,
  field: RuleField,
  change: (part: Partial<ReplyRule>) => void,
): TemplateResult {
  const send = {
    ...field('send', rule.send, (payload = '') => change({ send: payload as Payload })),
    writing: state.writing(`reply.${at}.send`),
    left: state.left(`reply.${at}.send`),
  };
  const delay = field('delayMs', rule.delayMs, delayMs => change({ delayMs } as Partial<ReplyRule>));
  const close = field('close', rule.close, isOn => change({ close: isOn } as Partial<ReplyRule>));
  return html`<div class="rule-field"><span class="form-part wide"><label for="rule-${at}-send">${l10n.t('Reply')}</label>
      ${payloadInput(`rule-${at}-send`, send, l10n.t('Rule {0} reply format', at + 1), { placeholder: l10n.t('Reply'), help: replyHelpId })}</span>
      ${problemElement(`rule-${at}-send`, send.problem)}</div>
    <label class="form-part"><span>${l10n.t('after')}</span>${numberInput(`rule-${at}-delay`, delay, '0')}<span>ms</span></label>
    ${
      state.isStream
        ? html`<label class="form-part">${switchInput(`rule-${at}-close`, close)}<span>${l10n.t('then close')}</span></label>`
        : nothing
    }`;
}

/** Returns the problems of a rule's parts. */
function ruleProblems(at: number, { problem }: RulesState) {
  const condition = conditionParts.map(part => problem(`reply.${at}${part}`)).find(one => one !== undefined);
  const [send, delay] = [problem(`reply.${at}.send`), problem(`reply.${at}.delayMs`)];
  const any = condition ?? send ?? delay;
  const other = any === undefined ? problem(`reply.${at}`) : undefined;
  return { condition, delay, other, any: (any ?? other) !== undefined };
}

/** The buttons that move and remove a rule. The first rule can't move up, nor the last one down. */
function order(at: number, rules: readonly ReplyRule[], { arrange, focus }: RulesState): TemplateResult {
  const last = rules.length - 1;
  const id = (rule: number, button: 'up' | 'down' | 'remove') => `rule-${rule}-${button}`;
  /** The focus stays on the arrow of the moved rule, or on its other one if that is now disabled. */
  const move = (to: number) => {
    const [moved] = rules.slice(at, at + 1);
    if (!moved || to < 0 || to > last) return;
    arrange(rules.toSpliced(at, 1).toSpliced(to, 0, moved));
    focus(id(to, to === 0 || (to > at && to !== last) ? 'down' : 'up'));
  };
  /** The focus moves to the rule that takes the place of the removed one. */
  const remove = () => {
    arrange(rules.toSpliced(at, 1));
    focus(last === 0 ? addRuleId : id(Math.min(at, last - 1), 'remove'));
  };
  const [up, down] = [l10n.t('Move Rule {0} Up', at + 1), l10n.t('Move Rule {0} Down', at + 1)];
  return html`<span class="rule-order">
    ${iconButton('arrow-up', up, () => move(at - 1), { id: id(at, 'up'), disabled: at === 0 })}
    ${iconButton('arrow-down', down, () => move(at + 1), { id: id(at, 'down'), disabled: at === last })}
    ${iconButton('trash', l10n.t('Remove Rule {0}', at + 1), remove, { id: id(at, 'remove') })}
  </span>`;
}

function withoutNothing(rule: ReplyRule): ReplyRule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as unknown as ReplyRule;
}
