/** One row of the list: a message, an event, or the place of one that hasn't been fetched yet. */
import type { TemplateResult } from 'lit';
import type { PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { panelState } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import type { RowContents } from './rowContents.ts';
import type { PlacedRow } from './rowGeometry.ts';
import type { RowSelection } from './rowSelection.ts';
import { emptyShell, rowShell } from './rowShell.ts';
import type { RowSource } from './rowSource.ts';

export interface ListRowParts {
  readonly source: RowSource | undefined;
  readonly selected: RowSelection;
  readonly contents: RowContents;
  readonly mode: ViewMode;
  readonly form: RowForm;
  readonly labels: PeerLabels;
  /** Entry of the current match. */
  readonly matchSeq: number | undefined;
  /** Entry shown in the entry view. */
  readonly inspectedSeq: number | undefined;
  inspect(row: PanelRow): void;
  draw(): void;
}

export function listRow(place: PlacedRow, parts: ListRowParts): TemplateResult {
  const { source, selected, contents, mode, form, labels } = parts;
  const { position } = place;
  const pair = source?.pairAt(position);
  if (!source || !pair) return emptyShell(place);
  const { row } = pair;
  const focused = () => {
    if (selected.position !== position) parts.draw();
    selected.position = position;
  };
  const inspect = () => {
    focused();
    parts.inspect(row);
  };
  const { encoding } = panelState().endpoint.config;
  const isCurrent = row.seq === parts.matchSeq;
  return rowShell(place, row, {
    range: source.state,
    isCurrent,
    isInspected: row.seq === parts.inspectedSeq,
    isSelected: position === selected.position,
    content: contents.of(pair, { mode, form, encoding, labels, isCurrent }, inspect),
    focused,
    clicked: event => selected.clicked(event, position),
    doubleClicked: () => doubleClicked(position, parts),
  });
}

/** In the chat, a double click selects a word, as everywhere. */
function doubleClicked(position: number, { mode, selected }: ListRowParts): void {
  if (mode === 'chat') return;
  window.getSelection()?.removeAllRanges();
  selected.inspect(position);
}
