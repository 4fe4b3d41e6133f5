/** Where the parts of a rule are in the form, by their paths in the config. */
import * as l10n from '@vscode/l10n';
import { answersOf } from '../../src/core/answersOf.ts';
import type { EndpointConfig, ReplyRule } from '../../src/core/endpointConfig.ts';
import { fieldId } from './fieldRow.ts';
import { framingPlace, isFramingPartShown, typeId } from './framing/framingPlaces.ts';

const conditionPaths = ['when.text', 'when.regex', 'when.hex', 'when'];
const fieldPaths = ['send', 'delayMs', 'times', 'state', 'goTo', 'framing'];

/** Returns the label and the control of a path inside the rule with this number, from 0. */
export function placeInRule(at: number, path: string): { readonly label: string; readonly id: string } {
  const [key = '', answer = '0'] = path.split('.');
  const number = at + 1;
  switch (key) {
    case 'send':
      return { label: l10n.t('Rule {0} reply', number), id: answerId(at, Number(answer) || 0) };
    case 'delayMs':
      return { label: l10n.t('Rule {0} delay', number), id: `rule-${at}-delay` };
    case 'close':
      return { label: l10n.t('Rule {0} end', number), id: `rule-${at}-close` };
    case 'raw':
      return { label: l10n.t('Rule {0} without framing', number), id: `rule-${at}-raw` };
    case 'times':
      return { label: l10n.t('Rule {0} times', number), id: `rule-${at}-times` };
    case 'state':
      return { label: l10n.t('Rule {0} state', number), id: `rule-${at}-state` };
    case 'goTo':
      return { label: l10n.t('Rule {0} next state', number), id: `rule-${at}-goTo` };
    case 'framing':
      return { label: l10n.t('Rule {0} framing', number), id: framingId(at, path) };
    default:
      return { label: l10n.t('Rule {0} condition', number), id: `rule-${at}-when` };
  }
}

export function answerId(at: number, answer: number): string {
  return `rule-${at}-send-${answer}`;
}

/** Returns the number of the rule, from 0, that contains the control with this id. */
export function ruleOfControl(id: string): number | undefined {
  const [, at] = /^(?:rule|field-reply)-(\d+)-/.exec(id) ?? [];
  return at === undefined ? undefined : Number(at);
}

/** Whether the control with this id is under *More*. */
export function isUnderMore(id: string): boolean {
  return /^(?:rule-\d+-(?:times|state|goTo|raw)|field-reply-\d+-framing)/.test(id);
}

/** Whether a part of a rule that has a control of its own has a problem. */
export function isRulePlace(at: number, problem: (path: string) => string | undefined): boolean {
  return [...conditionPaths, ...fieldPaths].some(part => problem(`reply.${at}.${part}`) !== undefined);
}

/** Whether the form shows a field for the text at a path that begins with `reply`. */
export function isRulePartShown(path: string, { reply }: EndpointConfig): boolean {
  const [, at = '', key = '', part = ''] = path.split('.');
  const rule = Array.isArray(reply) ? reply[Number(at)] : undefined;
  if (!rule) return false;
  if (key === 'when') return part === '' || part in rule.when;
  if (key === 'send') return Number(part) < answersOf(rule).length;
  if (key === 'framing') return isFramingShown(path, rule);
  return true;
}

function isFramingShown(path: string, { framing }: ReplyRule): boolean {
  return framing !== undefined && isFramingPartShown(insideRule(path), { framing } as EndpointConfig);
}

function framingId(at: number, path: string): string {
  const { framing, part = [] } = framingPlace(path);
  const full = ['reply', String(at), ...framing];
  return part.length > 0 ? fieldId([...full, ...part]) : typeId(full);
}

function insideRule(path: string): string {
  return path.split('.').slice(2).join('.');
}
