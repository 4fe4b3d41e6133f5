/** A sample message, and the rules' reply to it. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { PanelTrial } from '../../src/protocol/panelCalls.ts';
import { byteCount } from '../byteCount.ts';

export interface Trial {
  readonly sample: string;
  /** Undefined while there is no sample. */
  readonly outcome: PanelTrial | undefined;
  readonly problem: string | undefined;
}

/** Whether a path of the config affects replies, and so must be valid before rules can be tried. */
export function concernsReplies(path: string): boolean {
  const [key = ''] = path.split('.');
  return ['reply', 'encoding', 'framing', 'lineEnding', 'maxFrameBytes'].includes(key);
}

/** `canTry` is false if something in the form is wrong, which the form explains. */
export function ruleTrial(
  { sample, outcome, problem }: Trial,
  canTry: boolean,
  change: (sample: string) => void,
): TemplateResult {
  const wrong = canTry ? (problem ?? outcome?.problem) : undefined;
  return html`<div class="form-row trial">
    <label class="form-label" for="rule-sample">${l10n.t('Test rules')}</label>
    <div class="form-control">
      <input type="text" class="form-text" id="rule-sample" spellcheck="false" autocomplete="off" .value=${sample}
        placeholder=${l10n.t('Sample message: ping')} aria-describedby="rule-outcome"
        @input=${(event: Event) => change((event.target as HTMLInputElement).value)}>
      <div id="rule-outcome" class=${wrong === undefined ? 'form-help' : 'form-problem'} role="status">${canTry ? (problem ?? outcomeText(sample, outcome)) : l10n.t('Fix the problems above to test the rules.')}</div>
    </div>
  </div>`;
}

function outcomeText(sample: string, outcome: PanelTrial | undefined): TemplateResult | string {
  if (sample === '') return l10n.t('Escapes: {0}', '\\r \\n \\t \\0 \\xff \\u{2713} \\\\');
  if (!outcome) return '';
  if (outcome.rule === undefined) return noMatchText(outcome);
  if (outcome.problem !== undefined)
    return l10n.t('Rule {0} matches, but its reply can’t be sent: {1}', outcome.rule + 1, outcome.problem);
  const frames = outcome.frames.map(frame => html` <code class="trial-answer">${frame}</code>`);
  return html`${l10n.t('Rule {0} replies:', outcome.rule + 1)}${frames}`;
}

function noMatchText({ misfit }: PanelTrial): string {
  if (!misfit) return l10n.t('No rule matches.');
  const { rule, patternBytes, messageBytes } = misfit;
  return l10n.t(
    'No rule matches. Rule {0} only matches messages of exactly {1}; the sample has {2}.',
    rule + 1,
    byteCount(patternBytes),
    byteCount(messageBytes),
  );
}
