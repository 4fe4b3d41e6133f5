/** The condition of a rule: its kind, its pattern, how much of a message that describes, and the pattern's flags. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { unescapeText } from '../../../src/core/bytes/escapedText.ts';
import type { ConditionMatch, ReplyCondition } from '../../../src/core/endpointConfig.ts';
import { problemSentence } from '../../errorText.ts';
import { choiceInput, type FieldState, textInput } from '../controls.ts';
import { problemElement } from '../fieldRow.ts';
import { changedKind, type KindDrafts } from '../kindDrafts.ts';
import { type ConditionKind, conditionKind, convertedCondition, writtenCondition } from './conditionKinds.ts';
import { holeButton, holeChips } from './holeList.ts';
import { patternFlags } from './patternFlags.ts';
import type { RuleDraft } from './ruleDraft.ts';
import { conditionHoles } from './ruleHoles.ts';

/** Id of the text that describes the fields of all patterns. */
export const patternHelpId = 'rules-pattern-help';
/** Id of the help shared by all hex fields. */
export const hexHelpId = 'rules-hex-help';

/** Paths of a rule's condition that can have a problem. */
const conditionParts = ['.when.text', '.when.regex', '.when.hex', '.when'] as const;

/** Parts of a condition beside its text. */
interface Extras {
  readonly flags?: string | undefined;
  readonly match?: ConditionMatch | undefined;
}

/** `fold` and `order` are the rule's buttons, which are on the same line. */
export function ruleCondition(draft: RuleDraft, fold: TemplateResult, order: TemplateResult): TemplateResult {
  const { at, field, state } = draft;
  const { when } = draft.rule;
  const kind = conditionKind(when);
  const typed = fieldOf(kind, draft);
  const choose = (next: unknown) => changeKind(next as ConditionKind, typed, draft);
  const problem = conditionParts.map(part => state.problem(`reply.${at}${part}`)).find(one => one !== undefined);
  const kinds = choiceInput(
    `rule-${at}-kind`,
    kindNames(),
    field('when', kind, choose),
    l10n.t('Rule {0} condition', at + 1),
  );
  return html`<div class="rule-line rule-head">${fold}${kinds}
      ${'regex' in when ? patternFlags(at + 1, when.flags, flags => change(draft, { flags })) : matchChoice(draft, when.match)}
      ${order}</div>
    ${patternLine(draft, typed, problem)}`;
}

function patternLine(draft: RuleDraft, typed: FieldState, problem: string | undefined): TemplateResult {
  const { at, state, encoding, shared } = draft;
  const { when } = draft.rule;
  const kind = conditionKind(when);
  const id = `rule-${at}-when`;
  const holesPath = `reply.${at}.when.holes`;
  const isOpen = kind !== 'regex' && (state.isOpen(holesPath) ?? false);
  const options = {
    ...(kind === 'text' && { escapes: encoding }),
    placeholder: { text: l10n.t('Message'), regex: l10n.t('every message'), hex: '' }[kind],
    name: l10n.t('Rule {0} pattern', at + 1),
    help: { text: undefined, regex: patternHelpId, hex: hexHelpId }[kind],
  };
  return html`<div class="rule-line rule-pattern"><span class="form-part wide">${textInput(id, { ...typed, problem }, options)}</span>
      ${kind === 'regex' ? nothing : holeButton(id, isOpen, () => state.setOpen(holesPath, !isOpen))}</div>
    ${problemElement(id, problem)}${isOpen ? holeChips(id, conditionHoles(when, shared)) : nothing}`;
}

function matchChoice(draft: RuleDraft, match: ConditionMatch | undefined): TemplateResult {
  const names: Record<ConditionMatch, string> = {
    whole: l10n.t('is the whole message'),
    start: l10n.t('starts the message'),
    contains: l10n.t('is in the message'),
  };
  const set = (next: unknown) => change(draft, { match: next === 'whole' ? undefined : (next as ConditionMatch) });
  const state = draft.field('when.match', match, set);
  return choiceInput(`rule-${draft.at}-match`, names, state, l10n.t('Rule {0} part of the message', draft.at + 1));
}

function kindNames(): Record<ConditionKind, string> {
  return { text: l10n.t('Text'), regex: l10n.t('Regex (RE2)'), hex: l10n.t('Bytes (hex)') };
}

function textOf(when: ReplyCondition): string {
  return 'text' in when ? when.text : 'regex' in when ? when.regex : when.hex;
}

function extrasOf(when: ReplyCondition): Extras {
  return 'regex' in when ? { flags: when.flags } : { match: when.match };
}

function change(draft: RuleDraft, extras: Extras): void {
  const { when } = draft.rule;
  draft.change({ when: conditionOf(conditionKind(when), textOf(when), extras) });
}

function fieldOf(kind: ConditionKind, draft: RuleDraft): FieldState {
  const { when } = draft.rule;
  const set = (next: unknown = '') => draft.change({ when: conditionOf(kind, String(next), extrasOf(when)) });
  const state = draft.field(`when.${kind}`, textOf(when), set);
  return {
    ...state,
    unreadable: (problem, text) => state.unreadable(problem && withPatternHint(problem, text), text),
  };
}

/** Changes the kind of a condition. Its flags, and the part of a message, come back with the former kind. */
function changeKind(to: ConditionKind, typed: FieldState, draft: RuleDraft): void {
  const { encoding, at, state } = draft;
  const { when } = draft.rule;
  const left = state.left(`reply.${at}.when`);
  const from = conditionKind(when);
  const written = typed.typed ?? writtenCondition(when, encoding);
  const extras = extrasOf(when);
  for (const [key, value] of Object.entries(extras)) left.keep(key, { value });
  const convert = () => convertedCondition(written, [from, to], encoding);
  const next = changedKind({ value: written }, [from, to], left, convert, to === 'hex' ? '01 ..' : '');
  typed.unreadable(undefined);
  write(String(next.value), to, left, draft);
}

/** Writes a condition in a kind's field. Text that can't be parsed stays there, with its problem. */
function write(written: string, kind: ConditionKind, left: KindDrafts, draft: RuleDraft): void {
  const extras = { flags: left.of('flags')?.value, match: left.of('match')?.value } as Extras;
  try {
    const text = kind === 'text' ? unescapeText(written, draft.encoding) : written;
    draft.change({ when: conditionOf(kind, text, extras) });
  } catch (error) {
    draft.change({ when: { text: '' } });
    fieldOf('text', draft).unreadable(problemSentence(error), written);
  }
}

function conditionOf(kind: ConditionKind, text: string, { flags, match }: Extras): ReplyCondition {
  if (kind === 'regex') return { regex: text, ...(flags !== undefined && { flags }) };
  const part = match === undefined ? {} : { match };
  return kind === 'text' ? { text, ...part } : { hex: text, ...part };
}

/** Matches escapes of patterns that aren't escapes in text. */
const patternEscape = /\\[wWdDsSbBAzpP^$.*+?()[\]{}|]/;

/** Adds a hint to a problem: text that can't be parsed but looks like a pattern was probably meant as one. */
function withPatternHint(problem: string, text = ''): string {
  if (!patternEscape.test(text)) return problem;
  return l10n.t('{0} If this is a pattern, choose “{1}”.', problem, kindNames().regex);
}
