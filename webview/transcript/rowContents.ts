/** What stands in a row, in either view and in every form. */
import type { TemplateResult } from 'lit';
import type { RowForm } from '../../src/protocol/panelCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import { chatRow, foldsFind } from './chatRow.ts';
import { type ColumnNames, LogColumns, type LogLayout } from './logColumns.ts';
import { logRow } from './logRow.ts';
import { continuesGroup } from './messageGroups.ts';
import { OpenRows } from './openRows.ts';
import { RowRoom } from './rowRoom.ts';
import type { RowPair } from './rowSource.ts';

/** Bytes of each message that are fetched for a form that shows them: a few lines of the widest bubble. */
const shownBytes = 256;

/** How many bytes of its frame a row needs in a form. */
export function frameBytesFor(form: RowForm): number {
  return form === 'text' ? 0 : shownBytes;
}

export class RowContents {
  readonly room = new RowRoom();
  readonly open: OpenRows;
  readonly #columns = new LogColumns();
  #layout: LogLayout | undefined;

  constructor(changed: () => void) {
    this.open = new OpenRows(changed);
  }

  /** Lays out the columns of the log for these rows and those that were seen before. */
  layOut(rows: readonly RowPair[], labels: PeerLabels, names: ColumnNames): LogLayout {
    for (const { row, previous } of rows)
      this.#columns.see(row, previous, row.peer ? labels.label(row.peer.address) : '');
    this.#layout = this.#columns.layout(this.room, names);
    return this.#layout;
  }

  of({ row, previous }: RowPair, how: ShownAs, inspect: () => void): TemplateResult {
    const { mode, form, labels, isCurrent } = how;
    if (mode === 'chat') {
      const look = { form, columns: this.room.bubbleColumns, continues: continuesGroup(row, previous) };
      const bubble = { ...look, ...this.open.bubbleOf(row, form) };
      if (!isCurrent || !foldsFind(row, bubble)) return chatRow(row, labels, bubble, inspect);
      this.open.unfold(row.seq, form);
      return chatRow(row, labels, { ...look, ...this.open.bubbleOf(row, form) }, inspect);
    }
    if (!this.#layout) throw new Error('the log is laid out before its rows are drawn');
    const line = {
      form,
      layout: this.#layout,
      rowColumns: this.room.rowColumns,
      previous,
      open: this.open.dumpOf(row.seq),
    };
    return logRow(row, labels, line, inspect);
  }

  /** Another list begins. */
  reset(): void {
    this.open.clear();
    this.#columns.reset();
  }
}

export interface ShownAs {
  readonly mode: ViewMode;
  readonly form: RowForm;
  readonly labels: PeerLabels;
  /** The row has the find that is shown, which is unfolded. */
  readonly isCurrent: boolean;
}
