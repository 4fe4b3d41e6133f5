/** Renders the contents of rows, in chat and log and in every form. */
import type { TemplateResult } from 'lit';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import { chatRow } from './chatRow.ts';
import { CutLines } from './cutLines.ts';
import { maxBinaryLines, maxTextLines } from './foldedText.ts';
import { type ColumnNames, LogColumns, type LogLayout } from './logColumns.ts';
import { hidesFind, logRow, maxLogLines } from './logRow.ts';
import { foldsFind } from './messageContent.ts';
import { continuesGroup } from './messageGroups.ts';
import { OpenRows } from './openRows.ts';
import { RowRoom } from './rowRoom.ts';
import type { RowPair } from './rowSource.ts';

/** Number of bytes fetched of each message for a form that shows bytes: a few lines of the widest bubble. */
const shownBytes = 256;

/** Returns the number of bytes of its frame that a row needs in a form. */
export function frameBytesFor(form: RowForm): number {
  return form === 'text' ? 0 : shownBytes;
}

export class RowContents {
  readonly room = new RowRoom();
  readonly open: OpenRows;
  readonly cut = new CutLines();
  readonly #columns = new LogColumns();
  #layout: LogLayout | undefined;

  constructor(changed: () => void) {
    this.open = new OpenRows(changed);
  }

  /** Lays out the columns of the log for these rows and earlier ones, with messages in this form. */
  layOut(rows: readonly RowPair[], { labels, form }: Pick<ShownAs, 'labels' | 'form'>, names: ColumnNames): LogLayout {
    for (const { row, previous } of rows)
      this.#columns.see(row, previous, row.peer ? labels.label(row.peer.address) : '');
    this.#layout = this.#columns.layout(this.room, names, form);
    this.cut.layOut(this.room, this.#layout);
    return this.#layout;
  }

  of(pair: RowPair, how: ShownAs, inspect: () => void): TemplateResult {
    return how.mode === 'chat' ? this.#bubble(pair, how, inspect) : this.#line(pair, how, inspect);
  }

  #bubble(
    { row, previous }: RowPair,
    { form, encoding, labels, isCurrent }: ShownAs,
    inspect: () => void,
  ): TemplateResult {
    const continues = continuesGroup(row, previous);
    const look = {
      form,
      encoding,
      columns: this.room.bubbleColumns,
      maxByteLines: maxBinaryLines,
      maxTextLines,
      continues,
    };
    const shown = () => ({ ...look, ...this.open.bubbleOf(row, form) });
    const isHeld = isCurrent && foldsFind(row, shown());
    if (isHeld) this.open.unfoldMatch(row.seq, form);
    return chatRow(row, labels, { ...shown(), isHeld }, inspect);
  }

  #line(
    { row, previous }: RowPair,
    { form, encoding, labels, isCurrent }: ShownAs,
    inspect: () => void,
  ): TemplateResult {
    const layout = this.#layout;
    if (!layout) throw new Error('the log is laid out before its rows are drawn');
    const look = {
      form,
      encoding,
      columns: layout.textColumns,
      maxByteLines: maxLogLines,
      maxTextLines: layout.isStacked ? maxLogLines : maxTextLines,
      layout,
      rowColumns: this.room.rowColumns,
      isCut: this.cut.has(row.seq),
      previous,
      open: this.open.dumpOf(row.seq),
      toggle: () => this.open.toggleDump(row.seq),
    };
    const shown = () => ({ ...look, ...this.open.bubbleOf(row, form) });
    const isHeld = isCurrent && hidesFind(row, shown());
    if (isHeld) this.open.unfoldMatch(row.seq, form);
    return logRow(row, labels, { ...shown(), isHeld }, inspect);
  }

  /** Shows more of a row, or less again: in the log its hexdump, in the chat the rest of a long message. */
  toggle({ seq }: PanelRow, { mode, form }: Pick<ShownAs, 'mode' | 'form'>): void {
    if (mode === 'log') this.open.toggleDump(seq);
    else this.open.toggleLong(seq, form);
  }

  /** Starts over for another list of the same transcript, in which open rows stay open. */
  reset(): void {
    this.open.foldMatches();
    this.#columns.reset();
  }
}

export interface ShownAs {
  readonly mode: ViewMode;
  readonly form: RowForm;
  readonly encoding?: Encoding | undefined;
  readonly labels: PeerLabels;
  /** Whether the row contains the current match; if so, it is unfolded. */
  readonly isCurrent: boolean;
}
