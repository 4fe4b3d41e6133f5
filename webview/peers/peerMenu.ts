/** The menu of a peer, which VS Code opens on a right click or with the menu key on anything that represents the peer. */
import type { PeerRole } from '../../src/core/kinds.ts';
import type { PanelPeer } from '../../src/protocol/panelCalls.ts';

/** Determines which commands the menu has. */
export interface PeerMenu {
  /** Id of its endpoint. */
  readonly endpoint: string;
  readonly role: PeerRole;
  /** Whether its connection can be reset. */
  readonly hasReset: boolean;
  /** Whether it is connected: only then can it be sent to, and its connection ended. */
  readonly isOpen: boolean;
  /** Whether only its messages are shown. */
  readonly isShown: boolean;
  /** Whether *Follow Next Client* applies to it. */
  readonly canFollow: boolean;
}

/** Returns the value of `data-vscode-context`: VS Code passes it to the menu's `when` clauses and to its commands. */
export function peerMenu(
  { id, address }: PanelPeer,
  { endpoint, role, hasReset, isOpen, isShown, canFollow }: PeerMenu,
): string {
  return JSON.stringify({
    webviewSection: 'peer',
    preventDefaultContextMenuItems: true,
    endpoint,
    peer: id,
    peerAddress: address,
    'portside.peerRole': role,
    'portside.hasReset': hasReset,
    'portside.isOpen': isOpen,
    'portside.isShown': isShown,
    'portside.canFollow': canFollow,
  });
}
