/** A row's menu: VS Code's own, opened by the right button, Shift+F10 or the row's last button; and its keys. */
import type { PanelRow, RowAction } from '../../src/protocol/panelCalls.ts';
import { maxEditedBytes } from '../composer/rowMessage.ts';
import { firstState, onChanged, onRowAction } from '../hostCalls.ts';
import { runRowAction } from './rowActions.ts';

let menuRow: PanelRow | undefined;
let canCompare: boolean | undefined;

onChanged(state => {
  canCompare = state.canCompare;
});
onRowAction(({ action, seq }) => {
  if (menuRow?.seq === seq) void runRowAction(action, menuRow);
});

/** Tells VS Code, which shows the menu after this event, what it is about. */
export function aboutToOpenMenu({ currentTarget }: Event, row: PanelRow): void {
  menuRow = row;
  const isMessage = row.direction !== 'event';
  (currentTarget as HTMLElement).dataset.vscodeContext = JSON.stringify({
    webviewSection: 'row',
    // Whoever has selected text finds Copy for it.
    preventDefaultContextMenuItems: window.getSelection()?.isCollapsed !== false,
    endpoint: firstState().endpoint.id,
    seq: row.seq,
    'portside.isMessage': isMessage,
    'portside.isEditable': isMessage && row.length <= maxEditedBytes,
    'portside.canCompare': comparable(),
  });
}

/** What a key does with the row that has the focus. */
export function keyAction({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, row: PanelRow): RowAction | undefined {
  if (ctrlKey || metaKey || altKey || row.direction === 'event') return undefined;
  if (key === 'r') return 'sendAgain';
  if (key === 'e') return 'editAndSend';
  if (key === 'd') return comparable() ? 'compare' : 'selectForCompare';
  return undefined;
}

function comparable(): boolean {
  canCompare ??= firstState().canCompare;
  return canCompare;
}
