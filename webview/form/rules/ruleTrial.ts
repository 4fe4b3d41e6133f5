/** The sample message, and the rules' reply to it. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { PayloadNotation } from '../../../src/core/template/escapedPayload.ts';
import type { PanelTrial } from '../../../src/protocol/panelCalls.ts';
import { byteCount } from '../../byteCount.ts';
import { choiceInput } from '../controls.ts';
import type { RuleSample } from './ruleSample.ts';

const sampleId = 'rule-sample';
const outcomeId = 'rule-outcome';

export interface Trial {
  readonly sample: RuleSample;
  /** Undefined while there is no sample. */
  readonly outcome: PanelTrial | undefined;
  readonly problem: string | undefined;
}

/** Whether a path of the config affects replies, and must therefore be valid before rules can be tried. */
export function concernsReplies(path: string): boolean {
  const [key = ''] = path.split('.');
  return ['reply', 'encoding', 'framing', 'lineEnding', 'maxFrameBytes'].includes(key);
}

export interface TrialActions {
  /** Called when the sample is edited. */
  type(text: string): void;
  /** Called when another notation is chosen for the sample. */
  write(notation: PayloadNotation): void;
}

/** `canTry` is false if there are problems in the form, which shows them itself. */
export function ruleTrial(
  { sample, outcome, problem }: Trial,
  notation: PayloadNotation,
  canTry: boolean,
  actions: TrialActions,
): TemplateResult {
  const wrong = canTry ? (problem ?? outcome?.problem) : undefined;
  return html`<div class="form-row">
    <label class="form-label" for=${sampleId}>${l10n.t('Test rules')}</label>
    <div class="form-control">
      <span class="payload"><input type="text" class="form-text" id=${sampleId} spellcheck="false" autocomplete="off" .value=${sample.text}
        placeholder=${notation === 'hex' ? l10n.t('Sample message: 01 02 ff') : l10n.t('Sample message: ping')} aria-describedby=${outcomeId}
        @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}>
        ${notationChoice(notation, actions)}</span>
      <div id=${outcomeId} class=${wrong === undefined ? 'form-help' : 'form-problem'} role="status">${canTry ? (problem ?? outcomeText(sample.text, notation, outcome)) : l10n.t('Fix the problems above to test the rules.')}</div>
    </div>
  </div>`;
}

/** Scrolls the outcome into view while the sample is typed, since that may be at the lower edge of the form. */
export function showOutcome(form: HTMLElement): void {
  if (document.activeElement?.id !== sampleId) return;
  form.querySelector(`#${outcomeId}`)?.scrollIntoView({ block: 'nearest' });
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

function outcomeText(
  sample: string,
  notation: PayloadNotation,
  outcome: PanelTrial | undefined,
): TemplateResult | string {
  if (sample === '' && notation === 'hex') return '';
  if (sample === '') return l10n.t('Escapes: {0}', '\\r \\n \\t \\0 \\xff \\u{2713} \\\\');
  if (!outcome) return '';
  if (outcome.rule === undefined) return noMatchText(outcome);
  if (outcome.problem !== undefined)
    return l10n.t('Rule {0} matches, but its reply can’t be sent: {1}', outcome.rule + 1, outcome.problem);
  const frames = outcome.frames.map(frame => html` <code class="trial-answer">${frame}</code>`);
  return html`${l10n.t('Rule {0} replies:', outcome.rule + 1)}${frames}`;
}

function noMatchText({ lengthMismatch }: PanelTrial): string {
  if (!lengthMismatch) return l10n.t('No rule matches.');
  const { rule, patternBytes, messageBytes } = lengthMismatch;
  return l10n.t(
    'No rule matches. Rule {0} only matches messages of exactly {1}; the sample has {2}.',
    rule + 1,
    byteCount(patternBytes),
    byteCount(messageBytes),
  );
}
