/** The keyboard of the list: acts on the selected row, or selects another one. */
import type { PanelPeer, PanelRow } from '../../src/protocol/panelCalls.ts';
import { type Trouble, troubleOf } from '../errorText.ts';
import { host, panelState } from '../hostCalls.ts';
import { runRowAction } from './rowActions.ts';
import { keyMeaning } from './rowKeys.ts';
import type { RowSource } from './rowSource.ts';

export interface ListKeyParts {
  readonly source: RowSource | undefined;
  /** Position of the selected row; -1 if there is none. */
  readonly selected: number;
  /** Returns the position from which keys move if no row is selected. */
  start(end: number): number;
  showPeer(peer: PanelPeer): void;
  inspect(row: PanelRow): void;
  onTrouble(trouble: Trouble): void;
  /** Shows more of the selected row, or less again. */
  toggle(row: PanelRow): void;
  /** `end` is the position behind the last row. */
  focusRow(position: number, end: number): void;
}

export function onListKey(event: KeyboardEvent, parts: ListKeyParts): void {
  const { source, selected } = parts;
  const { first, end } = source?.state ?? { first: 0, end: 0 };
  const meaning = keyMeaning(event, {
    row: source?.at(selected),
    from: selected < first ? parts.start(end) : selected,
    first,
    end,
    hasSelectedText: window.getSelection()?.isCollapsed === false,
    canCompare: panelState().canCompare,
  });
  if (!meaning) return;
  event.preventDefault();
  if (meaning.does === 'act') void runRowAction(meaning.action, meaning.row);
  else if (meaning.does === 'showPeer') parts.showPeer(meaning.peer);
  else if (meaning.does === 'renamePeer') renamePeer(meaning.peer.id, parts);
  else if (meaning.does === 'inspect') parts.inspect(meaning.row);
  else if (meaning.does === 'toggle') parts.toggle(meaning.row);
  else parts.focusRow(meaning.to, end);
}

function renamePeer(id: string, { onTrouble }: ListKeyParts): void {
  host.runOnPeer('renamePeer', id).catch(error => onTrouble(troubleOf(error)));
}
