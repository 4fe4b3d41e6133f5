/** What the rules do with one message of a trial. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelTrial, PanelTriedFrame } from '../../../src/protocol/panelCalls.ts';
import { byteCount } from '../../byteCount.ts';

export interface OutcomeOptions {
  /** Whether rules have states, so that the state after each message is shown. */
  readonly hasStates: boolean;
}

export function trialOutcome(trial: PanelTrial, options: OutcomeOptions): TemplateResult {
  const { frames, problem, isLate } = trial;
  if (isLate) return html`${l10n.t('The connection has ended: no reply.')}`;
  if (problem !== undefined) return html`${l10n.t('The framing can’t send this message: {0}', problem)}`;
  if (frames.length === 0) return html`${l10n.t('The framing waits for the rest of the message.')}`;
  if (frames.length === 1) return frameOutcome(frames[0] as PanelTriedFrame, options);
  return html`${l10n.t('{0} messages:', frames.length)}<ol class="trial-frames">${frames.map(
    frame => html`<li><code>${frame.received}</code> ${frameOutcome(frame, options)}</li>`,
  )}</ol>`;
}

function frameOutcome(frame: PanelTriedFrame, options: OutcomeOptions): TemplateResult {
  const facts = factsOf(frame, options);
  const flaw = frame.flaw === undefined ? nothing : html`${l10n.t('The framing reports a flaw.')} `;
  return html`${flaw}${answerText(frame)}${facts.map(fact => html` <span class="trial-fact">${fact}</span>`)}`;
}

function answerText({ rule, problem, frames, lengthMismatch }: PanelTriedFrame): TemplateResult | string {
  if (rule === undefined) return noMatchText(lengthMismatch);
  if (problem !== undefined) return l10n.t('Rule {0} matches, but its reply can’t be sent: {1}', rule + 1, problem);
  if (frames.length === 0) return l10n.t('Rule {0} matches, without a reply.', rule + 1);
  const shown = frames.map(frame => html` <code class="trial-answer">${frame}</code>`);
  return html`${l10n.t('Rule {0} replies:', rule + 1)}${shown}`;
}

function noMatchText(mismatch: PanelTriedFrame['lengthMismatch']): string {
  if (!mismatch) return l10n.t('No rule matches.');
  const { rule, patternBytes, messageBytes } = mismatch;
  return l10n.t(
    'No rule matches. Rule {0} only matches messages of exactly {1}; the sample has {2}.',
    rule + 1,
    byteCount(patternBytes),
    byteCount(messageBytes),
  );
}

/** Returns what happens besides the reply. */
function factsOf(frame: PanelTriedFrame, { hasStates }: OutcomeOptions): (TemplateResult | string)[] {
  const { captured, tooLong, delayMs, times, close, framing, state } = frame;
  return [
    ...Object.entries(captured)
      .filter(([name]) => !/^\d+$/.test(name))
      .map(([name, value]) => html`<code>${name} = ${value}</code>`),
    ...(tooLong ?? []).map(name => l10n.t('{0} is too long to be kept', name)),
    ...(delayMs === undefined ? [] : [l10n.t('after {0} ms', delayMs)]),
    ...(times === undefined ? [] : [l10n.t('applied {0} times', times)]),
    ...(framing === undefined ? [] : [l10n.t('another framing from here on')]),
    ...(close === undefined ? [] : [close === 'reset' ? l10n.t('connection reset') : l10n.t('connection closed')]),
    ...(hasStates && close === undefined ? [state === '' ? l10n.t('initial state') : l10n.t('state {0}', state)] : []),
  ];
}
