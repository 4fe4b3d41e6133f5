/** A row as a bubble: in on the left, out on the right, events in the middle. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { formatTime } from '../formatTime.ts';
import { type PeerLabels, peerColour } from '../peerLabels.ts';
import { originLabel, rowActions } from './rowActions.ts';
import { rowText } from './rowText.ts';

/** UTF-16 units that a bubble shows until somebody wants more. */
const shortUnits = 1000;

export interface ChatRowState {
  /** The whole preview is shown. */
  readonly isLong: boolean;
  showMore(): void;
}

export function chatRow(row: PanelRow, labels: PeerLabels, state: ChatRowState, inspect: () => void): TemplateResult {
  return row.direction === 'event' ? eventRow(row, labels) : bubble(row, labels, state, inspect);
}

function eventRow(row: PanelRow, labels: PeerLabels): TemplateResult {
  return html`<div class="event ${row.severity ?? 'info'}">
    <span class="codicon codicon-${row.severity === 'error' ? 'error' : eventIcon(row)}" aria-hidden="true"></span>
    ${row.peer ? html`<span class="peer-name ${peerColour(row.peer.id)}">${labels.full(row.peer.address)}</span>` : nothing}
    <span class="sentence">${row.sentence}</span><span class="time">${formatTime(row.time)}</span>
  </div>`;
}

function eventIcon({ event }: PanelRow): string {
  switch (event?.code) {
    case 'listening':
    case 'bound':
      return 'play';
    case 'closed':
      return 'debug-stop';
    case 'peerConnected':
    case 'peerHeard':
    case 'connecting':
      return 'plug';
    case 'reconnecting':
      return 'sync';
    case 'fileSent':
    case 'fileReceived':
      return 'file';
    case 'transferCancelled':
      return 'circle-slash';
    default:
      return 'debug-disconnect';
  }
}

function bubble(
  row: PanelRow,
  labels: PeerLabels,
  { isLong, showMore }: ChatRowState,
  inspect: () => void,
): TemplateResult {
  const { peer, direction, length, more } = row;
  const text = isLong ? row.text : row.text.slice(0, shortUnits);
  const isCut = text.length < row.text.length;
  const colour = peer ? peerColour(peer.id) : '';
  const origin = originLabel(row.origin);
  return html`<div class="bubble-row ${direction}">
    <div class="bubble ${direction === 'in' ? colour : ''}">${length === 0 ? emptyMessage() : rowText(text, row.marks)}${
      isCut
        ? html` … <button type="button" class="link" @click=${showMore}>${l10n.t('Show more')}</button>`
        : more > 0
          ? html` … <button type="button" class="link" @click=${inspect}>${moreBytes(more)}</button>`
          : nothing
    }</div>
    <div class="meta">
      ${peer ? html`<span class="peer-name ${colour}" title=${peer.address}>${labels.label(peer.address)}</span>` : nothing}
      ${origin ? html`<span>${origin}</span>` : nothing}
      <span>${l10n.t('{0} B', length)}</span>
      <span>${formatTime(row.time)}</span>
      ${rowActions(row, inspect)}
    </div>
  </div>`;
}

function moreBytes(bytes: number): string {
  return bytes === 1 ? l10n.t('1 more byte') : l10n.t('{0} more bytes', bytes);
}

export function emptyMessage(): TemplateResult {
  return html`<span class="escape">${l10n.t('(empty)')}</span>`;
}
