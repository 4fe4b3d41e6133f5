/** A row's menu: VS Code's own, opened by the right button, Shift+F10 or the row's last button. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { maxEditedBytes } from '../composer/rowMessage.ts';
import { onRowAction, panelState } from '../hostCalls.ts';
import { runRowAction } from './rowActions.ts';

let menuRow: PanelRow | undefined;

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
    endpoint: panelState().endpoint.id,
    seq: row.seq,
    ...(row.peer && {
      peer: row.peer.id,
      peerAddress: row.peer.address,
      'portside.peerOf': panelState().endpoint.config.kind,
    }),
    'portside.isMessage': isMessage,
    'portside.isEditable': isMessage && row.length <= maxEditedBytes,
    'portside.canCompare': panelState().canCompare,
  });
}
