/** A dialogue on which the rules are tried: messages, each with what the rules answer, and a field for the next one. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Encoding } from '../../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';
import type { PanelTrial } from '../../../src/protocol/panelCalls.ts';
import { choiceInput } from '../controls.ts';
import { convertedSample } from './ruleSample.ts';
import type { Trial } from './ruleTrials.ts';
import { trialOutcome } from './trialOutcome.ts';
import { pastedText } from './trialPaste.ts';

const sampleId = 'rule-sample';
const outcomeId = 'rule-outcome';

/** Whether a path of the config affects replies, and must therefore be valid before rules can be tried. */
export function concernsReplies(path: string): boolean {
  const [key = ''] = path.split('.');
  return ['reply', 'encoding', 'framing', 'lineEnding', 'maxFrameBytes'].includes(key);
}

export interface TrialActions {
  /** Called when the message is edited. */
  type(text: string): void;
  /** Called when another notation is chosen for the message. */
  write(notation: PayloadNotation): void;
  /** Adds the message to the dialogue. */
  enter(): void;
  startOver(): void;
}

export interface ShownTrial extends Trial {
  readonly notation: PayloadNotation;
  readonly encoding: Encoding;
  /** False if there are problems in the form, which shows them itself. */
  readonly canTry: boolean;
  /** Whether rules have states. */
  readonly hasStates: boolean;
}

export function ruleTrial(trial: ShownTrial, actions: TrialActions): TemplateResult {
  const { sample, messages, notation, canTry, outcomes, problem } = trial;
  const typed = sample.text === '' ? undefined : outcomes[messages.length];
  const wrong = canTry && (problem !== undefined || (typed !== undefined && hasProblem(typed)));
  return html`<div class="form-row">
    <label class="form-label" for=${sampleId}>${l10n.t('Test rules')}</label>
    <div class="form-control trial">${messages.length === 0 ? nothing : turns(trial)}
      <span class="payload"><input type="text" class="form-text" id=${sampleId} spellcheck="false" autocomplete="off" .value=${sample.text}
        placeholder=${notation === 'hex' ? l10n.t('Sample message: 01 02 ff') : l10n.t('Sample message: ping')} aria-describedby=${outcomeId}
        @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => onKey(event, actions)} @paste=${(event: ClipboardEvent) => onPaste(event, trial)}>
        ${notationChoice(notation, actions)}</span>
      <div id=${outcomeId} class=${wrong ? 'form-problem' : 'form-help'} role="status">${
        canTry ? (problem ?? outcomeText(trial, typed)) : l10n.t('Fix the problems above to test the rules.')
      }</div>
      ${messages.length === 0 ? nothing : startOverButton(actions)}
    </div>
  </div>`;
}

function hasProblem({ problem, frames }: PanelTrial): boolean {
  return problem !== undefined || frames.some(frame => frame.problem !== undefined);
}

function startOverButton({ startOver }: TrialActions): TemplateResult {
  return html`<div><button type="button" class="link" id="rule-start-over" @click=${startOver}>
    <span class="codicon codicon-discard" aria-hidden="true"></span> ${l10n.t('Start Over')}</button></div>`;
}

function turns(trial: ShownTrial): TemplateResult {
  const { messages, outcomes, notation, encoding, canTry } = trial;
  const turn = ({ text, notation: typedIn }: Trial['messages'][number], at: number) => {
    const shown = typedIn === notation ? text : convertedSample(text, [typedIn, notation], encoding).text;
    const outcome = canTry ? outcomes[at] : undefined;
    return html`<li><code class="trial-message">${shown === '' ? l10n.t('empty message') : shown}</code>
      <div class="trial-turn ${outcome && hasProblem(outcome) ? 'form-problem' : ''}">${outcome ? trialOutcome(outcome, trial) : nothing}</div></li>`;
  };
  return html`<ol class="trial-turns" aria-label=${l10n.t('Dialogue')}>${messages.map(turn)}</ol>`;
}

/** Scrolls the outcome into view while the message is typed, since that may be at the lower edge of the form. */
export function showOutcome(form: HTMLElement): void {
  if (document.activeElement?.id !== sampleId) return;
  form.querySelector(`#${outcomeId}`)?.scrollIntoView({ block: 'nearest' });
}

function onKey(event: KeyboardEvent, { enter }: TrialActions): void {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  enter();
}

/** Line breaks become escapes, which a field of one line can hold. The framing decides how many messages they make. */
function onPaste(event: ClipboardEvent, { notation, encoding }: ShownTrial): void {
  const text = pastedText(event.clipboardData?.getData('text/plain') ?? '', notation, encoding);
  if (text === undefined) return;
  event.preventDefault();
  document.execCommand('insertText', false, text);
}

function notationChoice(notation: PayloadNotation, { write }: TrialActions): TemplateResult {
  const notations = { text: l10n.t('Text'), hex: l10n.t('Hex') } satisfies Record<PayloadNotation, string>;
  const state = {
    value: notation,
    problem: undefined,
    set: (chosen: unknown) => write(chosen as PayloadNotation),
    unreadable: () => undefined,
  };
  return choiceInput('rule-sample-notation', notations, state, l10n.t('Format of the sample message'));
}

function outcomeText(trial: ShownTrial, typed: PanelTrial | undefined): TemplateResult | string {
  if (typed)
    return html`${trialOutcome(typed, trial)} <span class="trial-hint">${l10n.t('Enter keeps the message and goes on.')}</span>`;
  if (trial.sample.text !== '') return '';
  if (trial.messages.length > 0) return l10n.t('Type the next message, and press Enter.');
  return trial.notation === 'hex' ? '' : l10n.t('Escapes: {0}', '\\r \\n \\t \\0 \\xff \\u{2713} \\\\');
}
