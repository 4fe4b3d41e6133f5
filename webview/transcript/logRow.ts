/**
 * A row of the log as dense columns: time, time since the previous row, direction, peer, length, rule and text. While
 * it is open, its hexdump is below it.
 */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import { wholeBefore } from '../../src/core/bytes/wholeCharacters.ts';
import type { Origin } from '../../src/core/transcriptEntry.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { byteCount } from '../byteCount.ts';
import { formatShortTime, formatTime } from '../formatTime.ts';
import { dateText } from '../language.ts';
import { type PeerLabels, peerColor } from '../peerLabels.ts';
import { rowEventText } from './eventText.ts';
import { unitsInLine } from './foldedText.ts';
import type { LogLayout } from './logColumns.ts';
import {
  bytesToShow,
  type ContentState,
  emptyMessage,
  foldsFind,
  messageContent,
  showMoreLabel,
  type UnfoldingKeys,
} from './messageContent.ts';
import { originLabel, rowActions, ruleNumber } from './rowActions.ts';
import { dumpBytesIn, dumpLines, offsetDigits } from './rowHex.ts';
import { lineText } from './rowText.ts';
import { formatTimeSince } from './timeSince.ts';

/** Bytes of an open row, once they have been fetched, and a function that fetches more. */
export interface OpenRow {
  readonly bytes: Uint8Array | undefined;
  readonly loadMore: () => void;
}

/** State that determines how a row of the log is rendered. */
export interface LogRowState extends ContentState {
  readonly layout: LogLayout;
  /** Number of characters that fit in the row. */
  readonly rowColumns: number;
  /** The line of the text was cut off, although it was estimated to fit. */
  readonly isCut?: boolean;
  /** The previous row, if it has been fetched. */
  readonly previous: PanelRow | undefined;
  readonly open: OpenRow | undefined;
  /** Opens or closes the hexdump. */
  toggle(): void;
}

/**
 * Maximum number of UTF-16 units rendered of a line that its width cuts off: thousands of invisible escapes would slow
 * down each frame.
 */
const lineUnits = 600;
/** Maximum number of lines of bytes in a row of the log, and of text in one whose message has lines of its own. */
export const maxLogLines = 4;

const arrows = { in: '↓', out: '↑', event: '•' };

export function logRow(row: PanelRow, labels: PeerLabels, state: LogRowState, inspect: () => void): TemplateResult {
  const { direction, severity = '' } = row;
  const { open, toggle } = state;
  const actions = rowActions(row, inspect, { isOpen: open !== undefined, toggle });
  return html`<div class="log-row ${direction} ${severity} ${open ? 'open' : ''}">
      ${cells(row, labels, state)}
      ${state.layout.hasPeersBelow ? peerCell(row, labels) : nothing}
      <span class="text">${contentOf(row, labels, state, inspect)}</span>
      ${isCutLine(row, state) ? lineEnd(state, actions) : actions}
    </div>
    ${open ? hexdump(row, open, state.rowColumns) : nothing}`;
}

/** Whether a match in a row is hidden: past the end of its line, or in the folded part. */
export function hidesFind(row: PanelRow, state: Omit<LogRowState, UnfoldingKeys>): boolean {
  if (hasBytes(state)) return foldsFind(row, state);
  if (hasLines(row, state)) return foldsFind(row, { ...state, form: 'text' });
  // The end of a line with characters of another font isn't known.
  const end = state.isCut ? 0 : unitsInLine(row.text, shownColumns(row, state));
  return row.marks?.some(([, to]) => to > end) ?? false;
}

function cells(row: PanelRow, labels: PeerLabels, { layout, previous }: LogRowState): TemplateResult {
  const { direction, time } = row;
  const spoken = { in: l10n.t('received'), out: l10n.t('sent'), event: l10n.t('event') };
  return html`<div class="cells">
    <span class="time" title=${`${dateText(time)} ${formatTime(time)}`}>${(layout.hasShortTimes ? formatShortTime : formatTime)(time)}</span>
    <span class="since">${previous ? formatTimeSince(time - previous.time) : ''}</span>
    <span class="arrow" aria-label=${spoken[direction]}>${arrows[direction]}</span>
    ${layout.hasPeersBelow ? nothing : peerCell(row, labels)}
    <span class="length">${direction === 'event' ? '' : row.length}</span>
    ${layout.hasRules ? ruleCell(row.origin) : nothing}
  </div>`;
}

function peerCell({ peer }: PanelRow, labels: PeerLabels): TemplateResult {
  if (!peer) return html`<span class="peer-name"></span>`;
  const kind = labels.endsInAddress(peer.address) ? 'address' : '';
  return html`<span class="peer-name ${kind} ${peerColor(peer.id)}" title=${visibleText(peer.address)}><bdi>${labels.label(peer.address)}</bdi></span>`;
}

/** Returns the rule's number, or an icon for greeting and echo, which have no number. */
function ruleCell(origin: Origin | undefined): TemplateResult {
  const label = originLabel(origin);
  const icon = origin === 'greeting' ? 'comment' : 'mirror';
  const sign =
    origin === 'greeting' || origin === 'echo'
      ? html`<span class="codicon codicon-${icon}" role="img" title=${label} aria-label=${label}></span>`
      : html`<span class="rule-badge" title=${label}>${ruleNumber(origin)}</span>`;
  return html`<span class="rule-number">${label === '' ? '' : sign}</span>`;
}

function contentOf(row: PanelRow, labels: PeerLabels, state: LogRowState, inspect: () => void): unknown {
  const { open, isLong, encoding } = state;
  if (row.direction === 'event') return rowEventText(row, labels);
  if (row.length === 0) return emptyMessage();
  if (hasBytes(state)) return messageContent(row, state, inspect);
  if (open || isLong || hasLines(row, state))
    return html`<span class="lines">${messageContent(row, { ...state, form: 'text', isLine: !open && isTooLong(row, state) }, inspect)}</span>`;
  return lineText(row.text.slice(0, wholeBefore(row.text, lineUnits)), row.marks, encoding);
}

/** State that determines how much of a text fits on a line. */
type LineState = Pick<LogRowState, 'layout' | 'isCut'>;

/** Whether a text that is too long for a line continues below: only where messages have lines of their own. Otherwise, it is cut off. */
function hasLines(row: PanelRow, state: LineState): boolean {
  return state.layout.isStacked && isTooLong(row, state);
}

/** Whether a text doesn't fit on a line. */
function isTooLong({ text, more }: PanelRow, { layout, isCut }: LineState): boolean {
  return isCut === true || more > 0 || text.length > lineUnits || unitsInLine(text, layout.lineColumns) < text.length;
}

/** Whether the row shows the beginning of a text that is too long for its line. */
function isCutLine(row: PanelRow, state: LogRowState): boolean {
  const { open, isLong, layout } = state;
  if (row.direction === 'event' || open || isLong || hasBytes(state)) return false;
  return !layout.isStacked && isTooLong(row, state);
}

/** Returns the number of characters that are shown on a line that may be cut off to leave room for a button. */
function shownColumns(row: PanelRow, state: LineState): number {
  const { lineColumns } = state.layout;
  return isTooLong(row, state) ? Math.max(0, lineColumns - showMoreLabel().length - 2) : lineColumns;
}

/** Unfolds a text that is cut off. The other actions are beside the button, not over it. */
function lineEnd({ showMore }: LogRowState, actions: TemplateResult): TemplateResult {
  return html`<span class="line-end"><button type="button" class="link" @click=${showMore}>${showMoreLabel()}</button>${actions}</span>`;
}

/** Whether the bytes are on the line itself. While the hexdump shows them, the line shows the text. */
function hasBytes(state: Omit<LogRowState, UnfoldingKeys>): boolean {
  return !state.open && bytesToShow(state) !== undefined;
}

function hexdump(row: PanelRow, { bytes, loadMore }: OpenRow, columns: number): TemplateResult {
  if (!bytes) return html`<div class="hexdump">${l10n.t('Loading…')}</div>`;
  const left = row.length - bytes.length;
  const digits = offsetDigits(row.length);
  const options = { lineBytes: dumpBytesIn(columns, digits), digits, marks: row.byteMarks };
  return html`<div class="hexdump" role="group" aria-label=${l10n.t('Hexdump')}>
    ${dumpLines(bytes, options)}
    ${left > 0 ? html`<button class="link" @click=${loadMore}>${l10n.t('Show More ({0} left)', byteCount(left))}</button>` : nothing}
  </div>`;
}
