/** The answers of a rule, in the order in which they are sent; none if there are none. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { answersOf } from '../../../src/core/answersOf.ts';
import type { Payload } from '../../../src/core/endpointConfig.ts';
import type { FieldState } from '../controls.ts';
import { problemElement } from '../fieldRow.ts';
import { payloadInput, shownNotation } from '../payloadField.ts';
import { answerId } from '../rulePlaces.ts';
import { holeButton, holeChips } from './holeList.ts';
import { fieldAt, type RuleDraft, withoutNothing } from './ruleDraft.ts';
import { answerHoles } from './ruleHoles.ts';
import { type Ordered, orderButtons } from './ruleOrder.ts';

/** Id of the text that describes all replies. */
export const answerHelpId = 'rules-reply-help';

export function ruleAnswers(draft: RuleDraft): TemplateResult {
  const answers = answersOf(draft.rule);
  const none = html`<span class="form-help">${l10n.t('No reply.')}</span>`;
  return html`${answers.map((answer, index) => answerLine(draft, answers, answer, index))}
    <div class="rule-line rule-add-reply">${answers.length === 0 ? none : nothing}
      <button type="button" class="link" id=${addId(draft.at)} aria-label=${l10n.t('Add Reply to Rule {0}', draft.at + 1)}
        @click=${() => add(draft, answers)}>
        <span class="codicon codicon-add" aria-hidden="true"></span> ${l10n.t('Add Reply')}</button></div>`;
}

function answerLine(draft: RuleDraft, answers: readonly Payload[], answer: Payload, index: number): TemplateResult {
  const { at, state } = draft;
  const id = answerId(at, index);
  const field = answerField(draft, answers, answer, index);
  const isAlone = answers.length === 1;
  const holesPath = `reply.${at}.send.${index}.holes`;
  const isOpen = state.isOpen(holesPath) ?? false;
  const format = isAlone
    ? l10n.t('Rule {0} reply format', at + 1)
    : l10n.t('Rule {0} reply {1} format', at + 1, index + 1);
  return html`<div class="rule-answer">
    <div class="rule-line"><span class="form-part wide"><label for=${id}>${isAlone ? l10n.t('Reply') : l10n.t('Reply {0}', index + 1)}</label>
      ${payloadInput(id, field, format, { placeholder: l10n.t('Reply'), help: answerHelpId })}</span>
      ${holeButton(id, isOpen, () => state.setOpen(holesPath, !isOpen))}
      ${orderButtons(ordered(draft, answers, index), orderTexts(at, index, isAlone), isAlone)}</div>
    ${problemElement(id, field.problem)}
    ${isOpen ? holeChips(id, answerHoles(draft, shownNotation(answer, field.writing))) : nothing}</div>`;
}

/** The config's check reports the problem of a single answer without a number. */
function answerField(
  { rule, at, state, change }: RuleDraft,
  answers: readonly Payload[],
  answer: Payload,
  index: number,
): FieldState {
  const set = (payload: unknown) => change({ send: sent(answers.with(index, (payload ?? '') as Payload)) });
  const field = fieldAt(state, `reply.${at}.send.${index}`, answer, set);
  return {
    ...field,
    problem: field.problem ?? (Array.isArray(rule.send) ? undefined : state.problem(`reply.${at}.send`)),
  };
}

/** Returns answers as a config has them: none, one, or a list. */
function sent(answers: readonly Payload[]): Payload | Payload[] | undefined {
  const [first] = answers;
  return answers.length > 1 ? [...answers] : first;
}

function add({ rule, at, state }: RuleDraft, answers: readonly Payload[]): void {
  const next = withoutNothing({ ...rule, send: sent([...answers, '']) });
  state.arrangeAnswers(at, next, [...answers.keys(), undefined]);
  state.focus(answerId(at, answers.length));
}

function ordered({ rule, at, state }: RuleDraft, answers: readonly Payload[], index: number): Ordered {
  return {
    at: index,
    count: answers.length,
    // With one answer left, its arrows disappear.
    id: (answer, button) => `${answerId(at, answer)}-${button}`,
    emptyId: addId(at),
    arrange: order => {
      const send = sent(order.map(from => answers[from] as Payload));
      state.arrangeAnswers(at, withoutNothing({ ...rule, send }), order);
    },
    focus: state.focus,
  };
}

function orderTexts(at: number, index: number, isAlone: boolean) {
  const [rule, answer] = [at + 1, index + 1];
  return {
    up: l10n.t('Move Reply {1} of Rule {0} Up', rule, answer),
    down: l10n.t('Move Reply {1} of Rule {0} Down', rule, answer),
    remove: isAlone ? l10n.t('Remove Reply of Rule {0}', rule) : l10n.t('Remove Reply {1} of Rule {0}', rule, answer),
  };
}

function addId(at: number): string {
  return `rule-${at}-send-add`;
}
