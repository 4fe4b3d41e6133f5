/** A row's menu: VS Code's own, opened by the right button, Shift+F10 or the row's last button. */
import { acceptsConnections, peerRole } from '../../src/core/kinds.ts';
import { maxEditedBytes } from '../../src/core/limits.ts';
import type { PanelPeer, PanelRow } from '../../src/protocol/panelCalls.ts';
import { onRowAction, panelState } from '../hostCalls.ts';
import { runRowAction } from './rowActions.ts';

/** Determines which commands the menu has for a row's peer. */
export interface RowPeer {
  /** Whether it is connected. */
  readonly isOpen: boolean;
  /** Whether only its messages are shown. */
  readonly isShown: boolean;
}

let menuRow: PanelRow | undefined;
let lookUp: (peer: PanelPeer) => RowPeer = () => ({ isOpen: true, isShown: false });

onRowAction(({ action, seq }) => {
  if (menuRow?.seq === seq) void runRowAction(action, menuRow);
});

/** Sets the function that the menu asks about the peer of a row. */
export function setRowPeerLookup(look: (peer: PanelPeer) => RowPeer): void {
  lookUp = look;
}

/** Tells VS Code, which shows the menu after this event, what it is about. */
export function aboutToOpenMenu({ currentTarget }: Event, row: PanelRow): void {
  menuRow = row;
  const isMessage = row.direction !== 'event';
  const { endpoint, canCompare } = panelState();
  const { isOpen, isShown } = row.peer ? lookUp(row.peer) : { isOpen: false, isShown: false };
  // A client has one server, however often it reconnects, and a datagram can be sent to any address.
  const isReached = endpoint.state === 'open' && (!acceptsConnections(endpoint.config) || isOpen);
  (currentTarget as HTMLElement).dataset.vscodeContext = JSON.stringify({
    webviewSection: 'row',
    // If text is selected, the menu has Copy for it.
    preventDefaultContextMenuItems: window.getSelection()?.isCollapsed !== false,
    endpoint: endpoint.id,
    seq: row.seq,
    ...(row.peer && {
      peer: row.peer.id,
      peerAddress: row.peer.address,
      'portside.peerRole': peerRole(endpoint.config),
      'portside.isShown': isShown,
    }),
    'portside.isMessage': isMessage,
    'portside.canSendAgain': isMessage && isReached,
    'portside.isEditable': isMessage && row.length <= maxEditedBytes,
    'portside.canCompare': canCompare,
  });
}
