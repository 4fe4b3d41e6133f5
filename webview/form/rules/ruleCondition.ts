/** The condition of a rule: its kind, its pattern, and the pattern's flags. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { unescapeText } from '../../../src/core/bytes/escapedText.ts';
import type { Encoding, ReplyCondition } from '../../../src/core/endpointConfig.ts';
import { problemSentence } from '../../errorText.ts';
import { choiceInput, type FieldState, textInput } from '../controls.ts';
import { problemElement } from '../fieldRow.ts';
import { changedKind, type KindDrafts } from '../kindDrafts.ts';
import { type ConditionKind, conditionKind, convertedCondition, writtenCondition } from './conditionKinds.ts';
import { patternFlags } from './patternFlags.ts';

/** Id of the text that describes the fields of all patterns. */
export const patternHelpId = 'rules-pattern-help';
/** Id of the help shared by all hex fields. */
export const hexHelpId = 'rules-hex-help';

export interface ConditionState {
  readonly when: ReplyCondition;
  /** Number of the rule, from 0. */
  readonly at: number;
  readonly encoding: Encoding;
  /** Values typed for the other kinds. */
  readonly left: KindDrafts;
  set(when: ReplyCondition): void;
  /** State of the field at `when.text`, `when.regex` or `when.hex`. */
  field(key: string, value: unknown, set: (value: unknown) => void): FieldState;
  /** Problem of the condition, whichever of its parts has one. */
  readonly problem: string | undefined;
}

export function ruleCondition(state: ConditionState): TemplateResult {
  const { when, at, encoding, field, set } = state;
  const kind = conditionKind(when);
  const value = 'text' in when ? when.text : 'regex' in when ? when.regex : when.hex;
  const typed = fieldOf(kind, value, state);
  const choose = (next: unknown) => changeKind(next as ConditionKind, typed, state);
  const options = {
    ...(kind === 'text' && { escapes: encoding }),
    placeholder: { text: l10n.t('Message'), regex: l10n.t('every message'), hex: '' }[kind],
    name: l10n.t('Rule {0} pattern', at + 1),
    help: { text: undefined, regex: patternHelpId, hex: hexHelpId }[kind],
  };
  return html`<span class="form-part"><span class="rule-number" aria-hidden="true">${at + 1}</span>${choiceInput(
    `rule-${at}-kind`,
    kindNames(),
    field('when', kind, choose),
    l10n.t('Rule {0} condition', at + 1),
  )}</span>
    <div class="rule-pattern">
      <div class="rule-field"><span class="form-part wide">${textInput(`rule-${at}-when`, typed, options)}</span>
        ${problemElement(`rule-${at}-when`, state.problem)}</div>
      ${'regex' in when ? patternFlags(at + 1, when.flags, next => set(withFlags(when.regex, next))) : nothing}
    </div>`;
}

function kindNames(): Record<ConditionKind, string> {
  return { text: l10n.t('Exact text'), regex: l10n.t('Regex (RE2)'), hex: l10n.t('Bytes (hex)') };
}

function fieldOf(kind: ConditionKind, value: unknown, { when, field, set }: ConditionState): FieldState {
  const flags = 'regex' in when ? when.flags : undefined;
  const state = field(`when.${kind}`, value, (next = '') => set(conditionOf(kind, String(next), flags)));
  return {
    ...state,
    unreadable: (problem, text) => state.unreadable(problem && withPatternHint(problem, text), text),
  };
}

/** Changes the kind of a condition. The flags of a pattern are kept, too. */
function changeKind(to: ConditionKind, typed: FieldState, state: ConditionState): void {
  const { when, encoding, left } = state;
  const from = conditionKind(when);
  const written = typed.typed ?? writtenCondition(when, encoding);
  if ('regex' in when) left.keep('flags', { value: when.flags });
  const convert = () => convertedCondition(written, [from, to], encoding);
  const next = changedKind({ value: written }, [from, to], left, convert, to === 'hex' ? '01 ..' : '');
  typed.unreadable(undefined);
  write(String(next.value), to, state);
}

/** Writes a condition in a kind's field. Text that can't be parsed stays there, with its problem. */
function write(written: string, kind: ConditionKind, state: ConditionState): void {
  const { encoding, left, set } = state;
  try {
    const flags = left.of('flags')?.value as string | undefined;
    set(conditionOf(kind, kind === 'text' ? unescapeText(written, encoding) : written, flags));
  } catch (error) {
    set({ text: '' });
    fieldOf('text', '', state).unreadable(problemSentence(error), written);
  }
}

function conditionOf(kind: ConditionKind, typed: string, flags: string | undefined): ReplyCondition {
  if (kind === 'text') return { text: typed };
  return kind === 'regex' ? withFlags(typed, flags) : { hex: typed };
}

function withFlags(regex: string, flags: string | undefined): ReplyCondition {
  return flags === undefined ? { regex } : { regex, flags };
}

/** Matches escapes of patterns that aren't escapes in text. */
const patternEscape = /\\[wWdDsSbBAzpP^$.*+?()[\]{}|]/;

/** Adds a hint to a problem: text that can't be parsed but looks like a pattern was probably meant as one. */
function withPatternHint(problem: string, text = ''): string {
  if (!patternEscape.test(text)) return problem;
  return l10n.t('{0} If this is a pattern, choose “{1}”.', problem, kindNames().regex);
}
