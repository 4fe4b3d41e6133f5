/** How messages are replied to: not at all, by an echo, or by rules that can be tried before they are applied. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Encoding, EndpointConfig, Payload, ReplyCondition, ReplyRule } from '../../src/core/endpointConfig.ts';
import { iconButton } from '../iconButton.ts';
import { choiceInput, type FieldState, numberInput, type PayloadWriting, switchInput, textInput } from './controls.ts';
import { labelled, problemText } from './fieldRow.ts';
import { patternFlags, patternHelp } from './patternFlags.ts';
import { payloadInput } from './payloadField.ts';

export interface RulesState {
  readonly reply: EndpointConfig['reply'];
  readonly isStream: boolean;
  /** The rule that replies to the sample. */
  readonly answering: number | undefined;
  /** The problem at a path of the config, `reply.0.when.regex`, or within it. */
  problem(path: string): string | undefined;
  set(reply: EndpointConfig['reply']): void;
  /** Rules were added, removed or moved. */
  arrange(reply: EndpointConfig['reply']): void;
  unreadable(path: string, problem: string | undefined, typed?: string): void;
  /** The text at a path that can't be parsed. */
  typed(path: string): string | undefined;
  /** The notation of the payload at a path. */
  writing(path: string): PayloadWriting;
}

/** Paths of a rule's condition that can have a problem. */
const conditionParts = ['.when.text', '.when.regex', '.when.hex', '.when'] as const;
/** Id of the text that describes the fields of all patterns. */
const patternHelpId = 'rules-pattern-help';
/** Id of the help shared by all hex fields. */
const hexHelpId = 'rules-hex-help';
const newRule: ReplyRule = { when: { text: 'ping' }, send: 'pong' };

export function rulesField(state: RulesState): TemplateResult {
  const { reply = 'none' } = state;
  const rules = Array.isArray(reply) ? reply : [];
  const kinds = { none: l10n.t('None'), echo: l10n.t('Echo: send every message back'), rules: l10n.t('Rules') };
  const choose = (kind: unknown) => state.arrange(kind === 'rules' ? [newRule] : kind === 'echo' ? 'echo' : undefined);
  const choice: FieldState = {
    value: Array.isArray(reply) ? 'rules' : reply,
    problem: undefined,
    set: choose,
    unreadable: () => undefined,
  };
  const row = {
    id: 'field-reply',
    label: l10n.t('Replies'),
    help: l10n.t('The first rule that matches a message sends its reply.'),
    problem: Array.isArray(reply) ? undefined : state.problem('reply'),
  };
  return html`${labelled(row, choiceInput('field-reply', kinds, choice))}
  ${Array.isArray(reply) ? ruleList(rules, state) : nothing}`;
}

function ruleList(rules: readonly ReplyRule[], state: RulesState): TemplateResult {
  const hasPattern = rules.some(({ when }) => 'regex' in when);
  const hasHex = rules.some(({ when }) => 'hex' in when);
  return html`<ol class="rules" aria-label=${l10n.t('Rules')}>${rules.map((rule, at) => ruleItem(rule, at, rules, state))}</ol>
    <div class="form-row"><span></span><span>${hasPattern ? patternHelp(patternHelpId) : nothing}${hasHex ? hexHelp() : nothing}
      <button type="button" class="link" @click=${() => state.arrange([...rules, newRule])}>
        <span class="codicon codicon-add" aria-hidden="true"></span> ${l10n.t('Add Rule')}</button>
    </span></div>`;
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
    <div class="rule-line">
      ${condition(rule.when, at, state.writing('').encoding, field, when => change({ when }))}
      ${order(at, rules, state)}
    </div>
    ${problemText(`rule-${at}-when`, problems.condition)}
    <div class="rule-line">${reply(rule, at, state, field, change)}</div>
    ${problemText(`rule-${at}-send`, problems.send)} ${problemText(`rule-${at}-delay`, problems.delay)}
    ${problems.other === undefined ? nothing : html`<div class="form-problem" role="alert">${problems.other}</div>`}
  </li>`;
}

function hexHelp(): TemplateResult {
  return html`<div class="form-help" id=${hexHelpId}>${l10n.t('Bytes in hex must match the whole message. {0} stands for any byte.', '..')}</div>`;
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
  };
  const delay = field('delayMs', rule.delayMs, delayMs => change({ delayMs } as Partial<ReplyRule>));
  const close = field('close', rule.close, isOn => change({ close: isOn } as Partial<ReplyRule>));
  return html`<span class="form-part wide"><label for="rule-${at}-send">${l10n.t('Reply')}</label>
      ${payloadInput(`rule-${at}-send`, send, l10n.t('Rule {0} reply format', at + 1))}</span>
    <label class="form-part"><span>${l10n.t('after')}</span>${numberInput(`rule-${at}-delay`, delay, '0')}<span>ms</span></label>
    ${
      state.isStream
        ? html`<label class="form-part">${switchInput(`rule-${at}-close`, close)}<span>${l10n.t('then close')}</span></label>`
        : nothing
    }`;
}

/** The problems of a rule's parts, shown below it. */
function ruleProblems(at: number, { problem }: RulesState) {
  const condition = conditionParts.map(part => problem(`reply.${at}${part}`)).find(one => one !== undefined);
  const [send, delay] = [problem(`reply.${at}.send`), problem(`reply.${at}.delayMs`)];
  const any = condition ?? send ?? delay;
  const other = any === undefined ? problem(`reply.${at}`) : undefined;
  return { condition, send, delay, other, any: (any ?? other) !== undefined };
}

function condition(
  when: ReplyCondition,
  at: number,
  encoding: Encoding,
  field: RuleField,
  set: (when: ReplyCondition) => void,
): TemplateResult {
  const kind = 'text' in when ? 'text' : 'regex' in when ? 'regex' : 'hex';
  const kinds = { text: l10n.t('Exact text'), regex: l10n.t('Regex (RE2)'), hex: l10n.t('Bytes (hex)') };
  const value = 'text' in when ? when.text : 'regex' in when ? when.regex : when.hex;
  const flags = 'regex' in when ? when.flags : undefined;
  const of = (chosen: string, typed: string): ReplyCondition =>
    chosen === 'text' ? { text: typed } : chosen === 'regex' ? withFlags(typed, flags) : { hex: typed };
  const given = field(`when.${kind}`, value, (next = '') => set(of(kind, next as string)));
  const typed: FieldState = {
    ...given,
    unreadable: (problem, text) => given.unreadable(problem && withPatternHint(problem, kinds.regex, text), text),
  };
  const chosen = field('when', kind, next => {
    // What isn't valid for the previous kind may be for this one: the backslashes of a regular expression, for example.
    const written = typed.typed ?? value;
    typed.unreadable(undefined);
    set(of(next as string, next === 'hex' ? '01 ..' : written));
  });
  const placeholder = kind === 'regex' ? l10n.t('every message') : '';
  const options = {
    ...(kind === 'text' && { escapes: encoding }),
    placeholder,
    name: l10n.t('Rule {0} pattern', at + 1),
    help: { text: undefined, regex: patternHelpId, hex: hexHelpId }[kind],
  };
  return html`<span class="form-part"><span class="rule-number" aria-hidden="true">${at + 1}</span>${choiceInput(
    `rule-${at}-kind`,
    kinds,
    chosen,
    l10n.t('Rule {0} condition', at + 1),
  )}</span>
    <span class="form-part wide">${textInput(`rule-${at}-when`, typed, options)}</span>
    ${'regex' in when ? patternFlags(at + 1, when.flags, next => set(withFlags(when.regex, next))) : nothing}`;
}

/** Escapes of patterns that aren’t escapes in text. */
const patternEscape = /\\[wWdDsSbBAzpP^$.*+?()[\]{}|]/;

/** What can’t be read as text, and looks like a pattern, is probably meant for the other kind of condition. */
function withPatternHint(problem: string, kind: string, text = ''): string {
  return patternEscape.test(text) ? l10n.t('{0} If this is a pattern, choose “{1}”.', problem, kind) : problem;
}

function withFlags(regex: string, flags: string | undefined): ReplyCondition {
  return flags === undefined ? { regex } : { regex, flags };
}

function order(at: number, rules: readonly ReplyRule[], { arrange }: RulesState): TemplateResult {
  const move = (to: number) => {
    const [moved] = rules.slice(at, at + 1);
    if (moved && to >= 0 && to < rules.length) arrange(rules.toSpliced(at, 1).toSpliced(to, 0, moved));
  };
  return html`<span class="rule-order">
    ${iconButton('arrow-up', l10n.t('Move Rule {0} Up', at + 1), () => move(at - 1))}
    ${iconButton('arrow-down', l10n.t('Move Rule {0} Down', at + 1), () => move(at + 1))}
    ${iconButton('trash', l10n.t('Remove Rule {0}', at + 1), () => arrange(rules.toSpliced(at, 1)))}
  </span>`;
}

function withoutNothing(rule: ReplyRule): ReplyRule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as unknown as ReplyRule;
}
