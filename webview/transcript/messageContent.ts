/** The content of a message's row: its text or its bytes, folded to a few lines, and a link to the rest. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { endsLine } from '../indentedLines.ts';
import { foldedUnits, isBinary, spareLines } from './foldedText.ts';
import { dumpBytesIn, dumpLines, hexBytesIn, hexLines, offsetDigits } from './rowHex.ts';
import { rowText } from './rowText.ts';

export interface ContentState {
  readonly form: RowForm;
  /** Encoding in which the escapes could be typed. */
  readonly encoding?: Encoding | undefined;
  /** Number of characters that fit on a line. */
  readonly columns: number;
  /**
   * Maximum number of lines of hex in a folded message. The mixed form shows the same bytes, in more lines if
   * necessary.
   */
  readonly maxByteLines: number;
  /** Lines of text shown of a long message until it is unfolded. */
  readonly maxTextLines: number;
  /** Everything that the page has of the message is shown. */
  readonly isLong: boolean;
  /** Bytes of the message that the page has, for forms that show bytes. */
  readonly bytes: Uint8Array | undefined;
  /** The message stays unfolded, because the current match is in the part that would be hidden. */
  readonly isHeld?: boolean | undefined;
  /** The row shows a single line of the text until it is unfolded. */
  readonly isLine?: boolean | undefined;
  showMore(): void;
  showLess(): void;
}

export function messageContent(row: PanelRow, state: ContentState, inspect: () => void): unknown {
  const { content, hidden } = contentOf(row, state);
  return [content, wayToMore(hidden, state, inspect)];
}

export function emptyMessage(): TemplateResult {
  return html`<span class="escape">${l10n.t('(empty)')}</span>`;
}

/** Returns the bytes if the form shows bytes. Until they have been fetched, the text is shown instead. */
export function bytesToShow({ form, bytes }: Pick<ContentState, 'form' | 'bytes'>): Uint8Array | undefined {
  return form === 'text' ? undefined : bytes;
}

/** Keys of the state that unfolds a message. */
export type UnfoldingKeys = 'isLong' | 'isHeld' | 'isLine' | 'showMore' | 'showLess';

/** Whether a match in a row is in the folded part. */
export function foldsFind(row: PanelRow, state: Omit<ContentState, UnfoldingKeys>): boolean {
  const { columns, maxByteLines, maxTextLines } = state;
  const isBytes = bytesToShow(state) !== undefined;
  const shown = isBytes ? foldedBytes(row.length, columns, maxByteLines) : foldedUnits(row.text, columns, maxTextLines);
  return (isBytes ? row.byteMarks : row.marks)?.some(([, end]) => end > shown) ?? false;
}

/** The part that isn't shown: `folded` if *Show More* shows it in the row; the bytes that only the entry view shows are `restBytes`. */
interface Hidden {
  readonly folded: boolean;
  /** Whether *Show Less* would hide a part. */
  readonly unfolded: boolean;
  readonly restBytes: number;
  /** The way to it is on a line of its own. */
  readonly startsLine: boolean;
}

function contentOf(row: PanelRow, state: ContentState): { content: unknown; hidden: Hidden } {
  if (row.length === 0) {
    const hidden = { folded: false, unfolded: false, restBytes: 0, startsLine: false };
    return { content: emptyMessage(), hidden };
  }
  const bytes = bytesToShow(state);
  return bytes ? byteContent(row, state, bytes) : textContent(row, state);
}

function textContent({ text, marks, more }: PanelRow, state: ContentState) {
  const { isLong, isLine = false, columns, maxTextLines, encoding } = state;
  const units = foldedUnits(text, columns, maxTextLines);
  const isShort = units === text.length;
  const shownText = isLong ? text : text.slice(0, units);
  const hidden = {
    folded: !isLong && !isShort,
    unfolded: isLong && (isLine || !isShort),
    restBytes: more,
    startsLine: endsLine(shownText),
  };
  const shown = rowText(shownText, marks, encoding);
  return { content: isBinary(text) ? html`<span class="binary">${shown}</span>` : shown, hidden };
}

function byteContent({ length, byteMarks }: PanelRow, state: ContentState, bytes: Uint8Array) {
  const { form, columns, maxByteLines, isLong } = state;
  const lineBytes = lineBytesOf(form, columns, length);
  const foldedLength = foldedBytes(length, columns, maxByteLines);
  const isShort = foldedLength === length;
  const shown = isLong ? bytes : bytes.subarray(0, foldedLength);
  const hidden = {
    folded: !isLong && !isShort,
    unfolded: isLong && !isShort,
    restBytes: length - shown.length,
    // Lines of bytes are blocks.
    startsLine: true,
  };
  return { content: byteLines(shown, form, { lineBytes, length, marks: byteMarks }), hidden };
}

function lineBytesOf(form: RowForm, columns: number, length: number): number {
  return form === 'hex' ? hexBytesIn(columns) : dumpBytesIn(columns, offsetDigits(length));
}

/**
 * Returns the number of bytes shown of a folded message, the same in either form: all of them if there are only a few
 * more.
 */
function foldedBytes(length: number, columns: number, maxLines: number): number {
  const lineBytes = hexBytesIn(columns);
  return length > (maxLines + spareLines) * lineBytes ? maxLines * lineBytes : length;
}

interface ByteLines {
  readonly lineBytes: number;
  /** Size of the whole message in bytes. */
  readonly length: number;
  readonly marks: PanelRow['byteMarks'];
}

function byteLines(bytes: Uint8Array, form: RowForm, how: ByteLines): TemplateResult {
  return html`<span class="bytes">${form === 'hex' ? hexLines(bytes, how) : mixedLines(bytes, how)}</span>`;
}

/** Renders hex with the text beside it. A single line has no offset or padding. */
function mixedLines(bytes: Uint8Array, { lineBytes, length, marks }: ByteLines): TemplateResult[] {
  const isOneLine = bytes.length <= lineBytes;
  const digits = isOneLine ? 0 : offsetDigits(length);
  return dumpLines(bytes, { lineBytes: isOneLine ? bytes.length : lineBytes, digits, marks });
}

function wayToMore(hidden: Hidden, { isHeld, showMore, showLess }: ContentState, inspect: () => void) {
  const { folded, unfolded, restBytes, startsLine } = hidden;
  const dots = startsLine ? '… ' : ' … ';
  if (folded) return foldButton(dots, showMoreLabel(), showMore);
  const rest =
    restBytes > 0
      ? html`${dots}<button type="button" class="link" @click=${inspect}>${moreBytes(restBytes)}</button>`
      : nothing;
  if (!unfolded || isHeld) return rest;
  const gap = startsLine && restBytes === 0 ? '' : ' ';
  return foldButton([rest, gap], l10n.t('Show Less'), showLess);
}

/** Folds or unfolds. The element is the same for either, so that it keeps the focus. */
function foldButton(before: unknown, label: string, act: () => void): TemplateResult {
  return html`${before}<button type="button" class="link" @click=${act}>${label}</button>`;
}

export function showMoreLabel(): string {
  return l10n.t('Show More');
}

function moreBytes(bytes: number): string {
  return bytes === 1 ? l10n.t('1 more byte') : l10n.t('{0} more bytes', bytes);
}
