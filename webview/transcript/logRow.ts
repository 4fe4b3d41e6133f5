/** A row as one dense line: time, direction, peer, length, text; with its hexdump below when it is open. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { hexdumpLines } from '../../src/core/bytes/hexdump.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { byteCount } from '../byteCount.ts';
import { formatTime } from '../formatTime.ts';
import { type PeerLabels, peerColour } from '../peerLabels.ts';
import { emptyMessage } from './chatRow.ts';
import { rowActions } from './rowActions.ts';
import { lineText } from './rowText.ts';

/** The bytes of an open row, while they are here, and how to get more. */
export interface OpenRow {
  readonly bytes: Uint8Array | undefined;
  readonly loadMore: () => void;
}

/** UTF-16 units of a line that is cut by its width anyway: thousands of escapes nobody sees would make every picture late. */
const lineUnits = 600;

const arrows = { in: '↓', out: '↑', event: '•' };

export function logRow(
  row: PanelRow,
  labels: PeerLabels,
  open: OpenRow | undefined,
  inspect: () => void,
): TemplateResult {
  const { direction, peer } = row;
  const spoken = { in: l10n.t('received'), out: l10n.t('sent'), event: l10n.t('event') };
  return html`<div class="log-row ${direction} ${row.severity ?? ''} ${open ? 'open' : ''}">
      <span class="time">${formatTime(row.time)}</span>
      <span class="arrow" aria-label=${spoken[direction]}>${arrows[direction]}</span>
      <span class="peer-name ${peer ? peerColour(peer.id) : ''}" title=${peer?.address ?? ''}>${
        peer ? labels.label(peer.address) : ''
      }</span>
      <span class="length">${direction === 'event' ? '' : row.length}</span>
      <span class="text">${textOf(row)}</span>
      ${rowActions(row, inspect)}
    </div>
    ${open ? hexdump(row, open) : nothing}`;
}

function textOf(row: PanelRow): unknown {
  if (row.direction === 'event') return row.sentence;
  return row.length === 0 ? emptyMessage() : lineText(row.text.slice(0, lineUnits), row.marks);
}

function hexdump(row: PanelRow, { bytes, loadMore }: OpenRow): TemplateResult {
  if (!bytes) return html`<div class="hexdump">${l10n.t('Loading…')}</div>`;
  const left = row.length - bytes.length;
  // In a narrow panel its lines scroll, so the keyboard must reach it.
  return html`<div class="hexdump" role="group" tabindex="0" aria-label=${l10n.t('Hexdump')}>
    ${hexdumpLines(bytes).map(
      ({ offset, hex, text }) =>
        html`<div class="dump-line"><span class="offset">${offset}</span><span class="hex">${hex}</span><span class="ascii">${text}</span></div>`,
    )}
    ${left > 0 ? html`<button class="link" @click=${loadMore}>${l10n.t('Show more ({0} left)', byteCount(left))}</button>` : nothing}
  </div>`;
}
