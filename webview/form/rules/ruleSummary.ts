/** What a folded rule does, in one line: “in state data, text . → 250 OK, then state command”. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { answersOf } from '../../../src/core/answersOf.ts';
import { escapeText } from '../../../src/core/bytes/escapedText.ts';
import type { Encoding, ReplyCondition, ReplyRule } from '../../../src/core/endpointConfig.ts';
import { escapedPayload } from '../../../src/core/template/escapedPayload.ts';
import { writtenCondition } from './conditionKinds.ts';

const shownCharacters = 60;
const shownAnswers = 2;

type Part = TemplateResult | string;

export function ruleSummary(rule: ReplyRule, encoding: Encoding): TemplateResult {
  const before = [...stateOf(rule), condition(rule.when, encoding)];
  return html`${joined(before)} → ${joined([answers(rule, encoding), ...after(rule)])}`;
}

function stateOf({ state }: ReplyRule): Part[] {
  if (state === undefined) return [];
  return [state === '' ? l10n.t('in the initial state') : l10n.t('in state {0}', short(state))];
}

function condition(when: ReplyCondition, encoding: Encoding): TemplateResult {
  const written = code(writtenCondition(when, encoding));
  if ('regex' in when)
    return when.regex === '' ? html`${l10n.t('every message')}` : html`${l10n.t('pattern')} ${written}`;
  const kind = 'hex' in when ? l10n.t('bytes') : l10n.t('text');
  switch (when.match ?? 'whole') {
    case 'whole':
      return html`${kind} ${written}`;
    case 'start':
      return html`${l10n.t('starts with')} ${kind} ${written}`;
    case 'contains':
      return html`${l10n.t('contains')} ${kind} ${written}`;
  }
}

function answers(rule: ReplyRule, encoding: Encoding): Part {
  const all = answersOf(rule);
  if (all.length === 0) return l10n.t('no reply');
  const shown = all.slice(0, shownAnswers).map(answer => code(writtenAnswer(answer, encoding)));
  const more = all.length > shownAnswers ? [l10n.t('{0} more', all.length - shownAnswers)] : [];
  return joined([...shown, ...more]);
}

function writtenAnswer(answer: ReturnType<typeof answersOf>[number], encoding: Encoding): string {
  return escapedPayload(answer, encoding) ?? (typeof answer === 'string' ? escapeText(answer, encoding) : answer.hex);
}

function after({ delayMs, raw, close, goTo, times, framing }: ReplyRule): Part[] {
  return [
    ...(raw ? [l10n.t('without framing')] : []),
    ...(delayMs ? [l10n.t('after {0} ms', delayMs)] : []),
    ...(close === true ? [l10n.t('then close')] : close === 'reset' ? [l10n.t('then reset')] : []),
    ...(goTo === undefined
      ? []
      : [goTo === '' ? l10n.t('then the initial state') : l10n.t('then state {0}', short(goTo))]),
    ...(framing === undefined ? [] : [l10n.t('then another framing')]),
    ...(times === undefined ? [] : [times === 1 ? l10n.t('once') : l10n.t('{0} times', times)]),
  ];
}

function joined(parts: readonly Part[]): TemplateResult {
  return html`${parts.map((part, at) => (at === 0 ? part : html`, ${part}`))}`;
}

function code(text: string): TemplateResult {
  return html`<code>${text === '' ? '∅' : short(text)}</code>`;
}

function short(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
}
