/** The card of a transfer: its name, its progress, its rate, and its actions. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { availableActions, type TransferAction } from '../../src/core/transfer/transferActions.ts';
import type { TransferMode, TransferState } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { actionIcon, answerButton, type ButtonState, hashButton, isAnswer } from './actionButtons.ts';
import { amount, certaintyHelp, condition, facts, keptAs, question } from './cardTexts.ts';
import { nameParts } from './nameParts.ts';
import type { TransferRate } from './transferRates.ts';

export interface CardContext {
  readonly labels: PeerLabels;
  readonly rate: TransferRate | undefined;
  /** URL of the thumbnail. */
  readonly thumbnail: string | undefined;
  /** Whether the card's buttons are in the Tab order. */
  readonly isCurrent: boolean;
  /** Action that has just succeeded without any other visible effect. */
  readonly confirmed: TransferAction | undefined;
  act(action: TransferAction): void;
}

export function transferCard(transfer: PanelTransfer, context: CardContext): TemplateResult {
  const { id, name, state, mode, problem } = transfer;
  const { isCurrent, thumbnail } = context;
  const { head, tail } = nameParts(name);
  const describedBy = `transfer-${id}-figures`;
  return html`<div class="transfer ${state} ${mode}" role="group" data-transfer=${id} tabindex=${isCurrent ? 0 : -1}
    aria-label=${name} aria-describedby=${describedBy}>
    ${symbol(transfer)}
    <div class="transfer-main">
      <div class="transfer-line">
        <span class="transfer-name" dir="auto" title=${name}><span class="transfer-head">${head}</span><span>${tail}</span></span>
        ${icons(transfer, context)}
      </div>
      ${progress(transfer)}
      <div class="transfer-figures" id=${describedBy}>${figures(transfer, context)}</div>
      ${thumbnail === undefined ? nothing : html`<img class="transfer-picture" src=${thumbnail} alt="">`}
      ${problem === undefined ? nothing : html`<div class="transfer-problem">${problem}</div>`}
      ${state === 'asking' ? answers(transfer, context) : nothing}
    </div>
  </div>`;
}

/** Icons of finished transfers: only verified ones are marked as such. */
const doneIcons: Record<TransferMode, string> = { framed: 'pass-filled', raw: 'check', datagrams: 'broadcast' };

function endIcon({ state, mode }: PanelTransfer): string | undefined {
  const icons: Partial<Record<TransferState, string>> = {
    done: doneIcons[mode],
    failed: 'error',
    cancelled: 'circle-slash',
  };
  return icons[state];
}

function symbol(transfer: PanelTransfer): TemplateResult {
  const { state, direction } = transfer;
  const icon = endIcon(transfer) ?? (direction === 'in' ? 'arrow-down' : 'arrow-up');
  return html`<span class="transfer-symbol codicon codicon-${icon} ${direction}" role="img" aria-label=${symbolName(transfer)}
    title=${state === 'done' ? certaintyHelp(transfer) : nothing}></span>`;
}

function symbolName({ state, mode, direction }: PanelTransfer): string {
  if (state === 'done') return mode === 'datagrams' ? l10n.t('sent') : l10n.t('done');
  if (state === 'failed') return l10n.t('failed');
  if (state === 'cancelled') return l10n.t('canceled');
  return direction === 'in' ? l10n.t('receiving') : l10n.t('sending');
}

/** Keyed, so that a button never turns into a different one under the pointer. Pause and resume are one button. */
function icons(transfer: PanelTransfer, context: CardContext): TemplateResult {
  const actions = availableActions(transfer).filter(action => !isAnswer(action) && action !== 'copyHash');
  return html`<span class="transfer-actions">${repeat(
    actions,
    action => (action === 'resume' ? 'pause' : action),
    action => actionIcon(action, buttonState(action, context)),
  )}</span>`;
}

function answers(transfer: PanelTransfer, context: CardContext): TemplateResult {
  return html`<div class="transfer-question">${question(transfer)}</div>
    <div class="transfer-answers">${availableActions(transfer).map(action => answerButton(action, buttonState(action, context)))}</div>`;
}

function figures(transfer: PanelTransfer, context: CardContext): TemplateResult {
  const { labels, rate } = context;
  const kept = keptAs(transfer);
  return html`<span class="transfer-facts">${lineOf(facts(transfer, labels))}</span>
    ${kept === undefined ? nothing : html`<span class="transfer-kept" title=${kept}>${kept}</span>`}
    ${availableActions(transfer).includes('copyHash') ? hashButton(transfer, buttonState('copyHash', context)) : nothing}
    <span>${condition(transfer, rate)}</span>`;
}

/** Lets a line break between facts, and within one only if it doesn't fit on a line. */
function lineOf(facts: readonly string[]): TemplateResult[] {
  return facts.map((fact, at) => html`${at === 0 ? nothing : ' · '}<span>${fact}</span>`);
}

function buttonState(action: TransferAction, { isCurrent, confirmed, act }: CardContext): ButtonState {
  return { tabbable: isCurrent, confirmed: confirmed === action, act: () => act(action) };
}

function progress(transfer: PanelTransfer): TemplateResult | typeof nothing {
  const { state, name } = transfer;
  if (state !== 'running' && state !== 'paused' && state !== 'checking') return nothing;
  const part = partDone(transfer);
  // Set as a property: the page's content security policy forbids style attributes.
  return html`<div class="transfer-progress ${part === undefined ? 'endless' : ''}" role="progressbar" aria-label=${name}
    aria-valuemin="0" aria-valuemax="100" aria-valuenow=${part === undefined ? nothing : Math.floor(part * 100)}
    aria-valuetext=${part === undefined ? nothing : (amount(transfer) ?? nothing)}>
    <div class="transfer-bar" .style=${part === undefined ? '' : `transform: scaleX(${part})`}></div></div>`;
}

/** Returns the fraction that is done, from 0 to 1; undefined if it is unknown. */
function partDone({ state, bytes, size }: PanelTransfer): number | undefined {
  if (size === undefined || state === 'checking') return undefined;
  return size === 0 ? 1 : Math.min(1, bytes / size);
}
