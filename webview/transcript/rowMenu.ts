/** A row's menu: VS Code's own, opened by the right button, Shift+F10 or the row's last button. */
import type { PanelPeer, PanelRow } from '../../src/protocol/panelCalls.ts';
import { maxEditedBytes } from '../composer/rowMessage.ts';
import { onRowAction, panelState } from '../hostCalls.ts';
import { runRowAction } from './rowActions.ts';

/** What decides which commands for a row's peer the menu has. */
export interface RowPeer {
  /** It is connected. */
  readonly isOpen: boolean;
  /** Its messages are shown alone. */
  readonly isShown: boolean;
}

let menuRow: PanelRow | undefined;
let lookAt: (peer: PanelPeer) => RowPeer = () => ({ isOpen: true, isShown: false });

onRowAction(({ action, seq }) => {
  if (menuRow?.seq === seq) void runRowAction(action, menuRow);
});

/** Sets what tells the menu about the peer of a row. */
export function lookAtRowPeers(look: (peer: PanelPeer) => RowPeer): void {
  lookAt = look;
}

/** Tells VS Code, which shows the menu after this event, what it is about. */
export function aboutToOpenMenu({ currentTarget }: Event, row: PanelRow): void {
  menuRow = row;
  const isMessage = row.direction !== 'event';
  const { endpoint, canCompare } = panelState();
  const { kind } = endpoint.config;
  const { isOpen, isShown } = row.peer ? lookAt(row.peer) : { isOpen: false, isShown: false };
  // A client has one server, however often it connects, and a datagram goes to any address.
  const isReached = endpoint.state === 'open' && (kind !== 'tcp-server' || isOpen);
  (currentTarget as HTMLElement).dataset.vscodeContext = JSON.stringify({
    webviewSection: 'row',
    // Whoever has selected text finds Copy for it.
    preventDefaultContextMenuItems: window.getSelection()?.isCollapsed !== false,
    endpoint: endpoint.id,
    seq: row.seq,
    ...(row.peer && {
      peer: row.peer.id,
      peerAddress: row.peer.address,
      'portside.peerOf': kind,
      'portside.isShown': isShown,
    }),
    'portside.isMessage': isMessage,
    'portside.canSendAgain': isMessage && isReached,
    'portside.isEditable': isMessage && row.length <= maxEditedBytes,
    'portside.canCompare': canCompare,
  });
}
