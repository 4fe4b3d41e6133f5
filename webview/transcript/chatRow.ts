/** A row as a bubble: incoming on the left, outgoing on the right, events in the middle. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { formatTime } from '../formatTime.ts';
import { type PeerLabels, peerColor } from '../peerLabels.ts';
import { eventIcon } from './eventIcon.ts';
import { namedEvent } from './eventText.ts';
import { type ContentState, messageContent } from './messageContent.ts';
import { originLabel, rowActions } from './rowActions.ts';

export interface ChatRowState extends ContentState {
  /** Whether the row continues the group of the previous row. */
  readonly continues: boolean;
}

export function chatRow(row: PanelRow, labels: PeerLabels, state: ChatRowState, inspect: () => void): TemplateResult {
  return row.direction === 'event' ? eventRow(row, labels) : bubble(row, labels, state, inspect);
}

function eventRow(row: PanelRow, labels: PeerLabels): TemplateResult {
  return html`<div class="event ${row.severity ?? 'info'}">
    <span class="codicon codicon-${row.severity === 'error' ? 'error' : eventIcon(row)}" aria-hidden="true"></span>
    <span class="sentence">${namedEvent(row, labels)}</span> <span class="time">${formatTime(row.time)}</span>
  </div>`;
}

function bubble(row: PanelRow, labels: PeerLabels, state: ChatRowState, inspect: () => void): TemplateResult {
  const { peer, direction, length } = row;
  const color = peer ? peerColor(peer.id) : '';
  const origin = originLabel(row.origin);
  return html`<div class="bubble-row ${direction} ${state.continues ? '' : 'first'}">
    <div class=${state.continues ? 'spoken' : 'group-head'}>
      ${peer ? html`<span class="peer-name ${color}" title=${visibleText(peer.address)}>${labels.label(peer.address)}</span>` : nothing}
      <span class="time">${formatTime(row.time)}</span>
    </div>
    <div class="bubble-line">
      <div class="bubble-box">
        <div class="bubble ${state.form} ${direction === 'in' ? color : ''}">${messageContent(row, state, inspect)}</div>
        ${rowActions(row, inspect)}
      </div>
      <span class="aside" title=${formatTime(row.time)}>${origin ? html`<span>${origin}</span>` : nothing}<span
        >${l10n.t('{0} B', length)}</span></span>
    </div>
  </div>`;
}
