/** A row as dense columns: time, time since the previous row, direction, peer, length, rule and text; with its hexdump below when it is open. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import type { Origin } from '../../src/core/transcriptEntry.ts';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { byteCount } from '../byteCount.ts';
import { formatShortTime, formatTime } from '../formatTime.ts';
import { type PeerLabels, peerColour } from '../peerLabels.ts';
import { emptyMessage } from './chatRow.ts';
import type { LogLayout } from './logColumns.ts';
import { originLabel, rowActions, ruleNumber } from './rowActions.ts';
import { dumpBytesIn, dumpLines, hexBytesIn, hexLines } from './rowHex.ts';
import { lineText } from './rowText.ts';
import { formatTimeSince } from './timeSince.ts';

/** The bytes of an open row, while they are here, and how to get more. */
export interface OpenRow {
  readonly bytes: Uint8Array | undefined;
  readonly loadMore: () => void;
}

/** How the rows of the log are drawn. */
export interface LogRowState {
  readonly form: RowForm;
  readonly layout: LogLayout;
  /** Characters that fit in a row. */
  readonly rowColumns: number;
  /** The row before, where it is here. */
  readonly previous: PanelRow | undefined;
  readonly open: OpenRow | undefined;
}

/** UTF-16 units of a line that is cut by its width anyway: thousands of escapes nobody sees would make every picture late. */
const lineUnits = 600;
/** Lines of hex in a row that isn't open. */
const maxHexLines = 4;
/** Of the offsets in what a row shows before it is opened. */
const shortOffsetDigits = 4;
const offsetDigits = 6;

/** Made once: every row has its date. */
const dates = new Intl.DateTimeFormat();

const arrows = { in: '↓', out: '↑', event: '•' };

export function logRow(row: PanelRow, labels: PeerLabels, state: LogRowState, inspect: () => void): TemplateResult {
  const { direction, peer, time } = row;
  const { layout, previous, open } = state;
  const spoken = { in: l10n.t('received'), out: l10n.t('sent'), event: l10n.t('event') };
  return html`<div class="log-row ${direction} ${row.severity ?? ''} ${open ? 'open' : ''}">
      <span class="time" title=${`${dates.format(time)} ${formatTime(time)}`}>${(layout.hasShortTimes ? formatShortTime : formatTime)(time)}</span>
      <span class="since">${previous ? formatTimeSince(time - previous.time) : ''}</span>
      <span class="arrow" aria-label=${spoken[direction]}>${arrows[direction]}</span>
      <span class="peer-name ${peer ? peerColour(peer.id) : ''}" title=${peer?.address ?? ''}><bdi>${
        peer ? labels.label(peer.address) : ''
      }</bdi></span>
      <span class="length">${direction === 'event' ? '' : row.length}</span>
      ${ruleCell(row.origin)}
      <span class="text">${contentOf(row, state)}</span>
      ${rowActions(row, inspect)}
    </div>
    ${open ? hexdump(row, open, state.rowColumns) : nothing}`;
}

/** Greeting and echo have no number. */
function ruleCell(origin: Origin | undefined): TemplateResult {
  const label = originLabel(origin);
  if (origin !== 'greeting' && origin !== 'echo')
    return html`<span class="rule-number" title=${label}>${ruleNumber(origin)}</span>`;
  const icon = origin === 'greeting' ? 'comment' : 'mirror';
  return html`<span class="rule-number"><span class="codicon codicon-${icon}" role="img" title=${label} aria-label=${label}></span></span>`;
}

function contentOf(row: PanelRow, { form, layout, open }: LogRowState): unknown {
  const { direction, length, text, bytes } = row;
  if (direction === 'event') return row.sentence;
  if (length === 0) return emptyMessage();
  // Until the bytes are here the text stands in for them.
  if (form === 'text' || !bytes) return lineText(text.slice(0, wholeBefore(text, lineUnits)), row.marks);
  const lines = open ? 1 : maxHexLines;
  const lineBytes = (form === 'hex' ? hexBytesIn : shortDumpBytesIn)(layout.textColumns);
  const shown = bytes.subarray(0, lines * lineBytes);
  const rest = shown.length < length ? html`<span class="more">…</span>` : nothing;
  const hex =
    form === 'hex'
      ? hexLines(shown, { lineBytes, marks: row.byteMarks })
      : dumpLines(shown, { lineBytes, offsetDigits: shortOffsetDigits, marks: row.byteMarks });
  return html`<span class="bytes">${hex} ${rest}</span>`;
}

function shortDumpBytesIn(columns: number): number {
  return dumpBytesIn(columns, shortOffsetDigits);
}

function hexdump(row: PanelRow, { bytes, loadMore }: OpenRow, columns: number): TemplateResult {
  if (!bytes) return html`<div class="hexdump">${l10n.t('Loading…')}</div>`;
  const left = row.length - bytes.length;
  const options = { lineBytes: dumpBytesIn(columns, offsetDigits), offsetDigits, marks: row.byteMarks };
  return html`<div class="hexdump" role="group" aria-label=${l10n.t('Hexdump')}>
    ${dumpLines(bytes, options)}
    ${left > 0 ? html`<button class="link" @click=${loadMore}>${l10n.t('Show More ({0} left)', byteCount(left))}</button>` : nothing}
  </div>`;
}
