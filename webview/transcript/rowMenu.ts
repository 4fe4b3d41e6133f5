/** The context menu of a row, which VS Code opens for the right button, Shift+F10 or the row's last button. */
import { acceptsConnections, peerRole } from '../../src/core/kinds.ts';
import { maxEditedBytes } from '../../src/core/limits.ts';
import type { PanelPeer, PanelRow } from '../../src/protocol/panelCalls.ts';
import { onRowAction, panelState } from '../hostCalls.ts';
import { runRowAction } from './rowActions.ts';

/** Facts about a row's peer that determine the commands in the menu. */
export interface RowPeer {
  /** Whether the peer is connected. */
  readonly isOpen: boolean;
  /** Whether only the peer's messages are shown. */
  readonly isShown: boolean;
}

let menuRow: PanelRow | undefined;
let lookUp: (peer: PanelPeer) => RowPeer = () => ({ isOpen: true, isShown: false });

onRowAction(({ action, seq }) => {
  if (menuRow?.seq === seq) void runRowAction(action, menuRow);
});

/** Sets the function that returns these facts about a row's peer. */
export function setRowPeerLookup(look: (peer: PanelPeer) => RowPeer): void {
  lookUp = look;
}

/** Sets the context that VS Code reads when it opens the menu, after this event. */
export function aboutToOpenMenu({ currentTarget }: Event, row: PanelRow): void {
  menuRow = row;
  const isMessage = row.direction !== 'event';
  const { endpoint, canCompare } = panelState();
  const { isOpen, isShown } = row.peer ? lookUp(row.peer) : { isOpen: false, isShown: false };
  // A client has a single server, however often it reconnects, and a datagram can be sent to any address.
  const isReached = endpoint.state === 'open' && (!acceptsConnections(endpoint.config) || isOpen);
  (currentTarget as HTMLElement).dataset.vscodeContext = JSON.stringify({
    webviewSection: 'row',
    // If text is selected, VS Code adds its Copy item.
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
