/** A row as a bubble: in on the left, out on the right, events in the middle. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { formatTime } from '../formatTime.ts';
import { type PeerLabels, peerColour } from '../peerLabels.ts';
import { eventIcon } from './eventIcon.ts';
import { foldedUnits, maxBinaryLines, spareLines } from './foldedText.ts';
import { originLabel, rowActions } from './rowActions.ts';
import { dumpBytesIn, dumpLines, hexBytesIn, hexLines } from './rowHex.ts';
import { rowText } from './rowText.ts';

/** Of the offsets in a bubble: it has a few thousand bytes at most. */
const offsetDigits = 4;

export interface ChatRowState {
  readonly form: RowForm;
  /** Characters that fit in a line of a bubble. */
  readonly columns: number;
  /** The row goes on with the group of the row before. */
  readonly continues: boolean;
  /** All that is here of the message is shown. */
  readonly isLong: boolean;
  /** What is here of its bytes, for the forms that show them. */
  readonly bytes: Uint8Array | undefined;
  showMore(): void;
}

export function chatRow(row: PanelRow, labels: PeerLabels, state: ChatRowState, inspect: () => void): TemplateResult {
  return row.direction === 'event' ? eventRow(row, labels) : bubble(row, labels, state, inspect);
}

function eventRow(row: PanelRow, labels: PeerLabels): TemplateResult {
  return html`<div class="event ${row.severity ?? 'info'}">
    <span class="codicon codicon-${row.severity === 'error' ? 'error' : eventIcon(row)}" aria-hidden="true"></span>
    ${row.peer ? html`<span class="peer-name ${peerColour(row.peer.id)}">${labels.full(row.peer.address)}</span>` : nothing}
    <span class="sentence">${row.sentence}</span> <span class="time">${formatTime(row.time)}</span>
  </div>`;
}

function bubble(row: PanelRow, labels: PeerLabels, state: ChatRowState, inspect: () => void): TemplateResult {
  const { peer, direction, length } = row;
  const colour = peer ? peerColour(peer.id) : '';
  const origin = originLabel(row.origin);
  const { content, hidden } = contentOf(row, state);
  return html`<div class="bubble-row ${direction} ${state.continues ? '' : 'first'}">
    <div class=${state.continues ? 'spoken' : 'group-head'}>
      ${peer ? html`<span class="peer-name ${colour}" title=${peer.address}>${labels.label(peer.address)}</span>` : nothing}
      <span class="time">${formatTime(row.time)}</span>
    </div>
    <div class="bubble-line">
      <div class="bubble-box">
        <div class="bubble ${state.form} ${direction === 'in' ? colour : ''}">${content}${wayToMore(hidden, state, inspect)}</div>
        ${rowActions(row, inspect)}
      </div>
      <span class="aside" title=${formatTime(row.time)}>${origin ? html`<span class="origin">${origin}</span>` : nothing}<span
        >${l10n.t('{0} B', length)}</span></span>
    </div>
  </div>`;
}

/** How what isn't shown comes into sight: `folded` is here, or can be fetched by showing more; the rest is for the entry view. */
type Hidden = { readonly folded: boolean; readonly restBytes: number };

function contentOf(row: PanelRow, state: ChatRowState): { content: unknown; hidden: Hidden } {
  if (row.length === 0) return { content: emptyMessage(), hidden: { folded: false, restBytes: 0 } };
  // Until the bytes are here the text stands in for them.
  return state.form === 'text' || !state.bytes ? textContent(row, state) : hexContent(row, state, state.bytes);
}

/** Whether a find in a row lies in what is folded. */
export function foldsFind(row: PanelRow, { form, columns, bytes }: Omit<ChatRowState, 'isLong'>): boolean {
  const isText = form === 'text' || !bytes;
  const shown = isText ? foldedUnits(row.text, columns) : foldedBytes(row.length, lineBytesOf(form, columns));
  return (isText ? row.marks : row.byteMarks)?.some(([, end]) => end > shown) ?? false;
}

function lineBytesOf(form: RowForm, columns: number): number {
  return form === 'hex' ? hexBytesIn(columns) : dumpBytesIn(columns, offsetDigits);
}

/** How many bytes of a message are shown: all of them if they aren't many. */
function foldedBytes(length: number, lineBytes: number): number {
  return length > (maxBinaryLines + spareLines) * lineBytes ? maxBinaryLines * lineBytes : length;
}

function textContent({ text, marks, more }: PanelRow, { isLong, columns }: ChatRowState) {
  const units = isLong ? text.length : foldedUnits(text, columns);
  const hidden = { folded: units < text.length, restBytes: more };
  return { content: rowText(text.slice(0, units), marks), hidden };
}

function hexContent(
  { length, byteMarks: marks }: PanelRow,
  { form, columns, isLong }: ChatRowState,
  bytes: Uint8Array,
) {
  const lineBytes = lineBytesOf(form, columns);
  const foldedLength = foldedBytes(length, lineBytes);
  const isFolded = !isLong && foldedLength < length;
  const shown = isFolded ? bytes.subarray(0, foldedLength) : bytes;
  const lines = form === 'hex' ? hexLines(shown, { lineBytes, marks }) : mixedLines(shown, lineBytes, marks);
  const hidden = { folded: isFolded, restBytes: length - shown.length };
  return { content: html`<span class="bytes">${lines}</span>`, hidden };
}

/** A single line is as short as it can be. */
function mixedLines(bytes: Uint8Array, most: number, marks: PanelRow['byteMarks']): TemplateResult[] {
  const isOneLine = bytes.length <= most;
  const lineBytes = isOneLine ? bytes.length : most;
  return dumpLines(bytes, { lineBytes, offsetDigits: isOneLine ? 0 : offsetDigits, marks });
}

function wayToMore({ folded, restBytes }: Hidden, { form, showMore }: ChatRowState, inspect: () => void) {
  // Behind lines of bytes it has a line of its own.
  const dots = form === 'text' ? ' … ' : '… ';
  if (folded) return html`${dots}<button type="button" class="link" @click=${showMore}>${l10n.t('Show More')}</button>`;
  if (restBytes > 0)
    return html`${dots}<button type="button" class="link" @click=${inspect}>${moreBytes(restBytes)}</button>`;
  return nothing;
}

function moreBytes(bytes: number): string {
  return bytes === 1 ? l10n.t('1 more byte') : l10n.t('{0} more bytes', bytes);
}

export function emptyMessage(): TemplateResult {
  return html`<span class="escape">${l10n.t('(empty)')}</span>`;
}
