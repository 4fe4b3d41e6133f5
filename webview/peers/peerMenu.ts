/** The context menu of a peer, which VS Code opens on any element that represents the peer. */
import type { PeerRole } from '../../src/core/kinds.ts';
import type { PanelPeer } from '../../src/protocol/panelCalls.ts';

/** Facts that determine the commands in the menu. */
export interface PeerMenu {
  /** Id of the peer's endpoint. */
  readonly endpoint: string;
  readonly role: PeerRole;
  /** Whether the peer's connection can be reset. */
  readonly hasReset: boolean;
  /** Whether the peer is connected: only then can messages be sent to it, and its connection be ended. */
  readonly isOpen: boolean;
  /** Whether only the peer's messages are shown. */
  readonly isShown: boolean;
  /** Whether *Follow Next Client* applies to the peer. */
  readonly canFollow: boolean;
}

/**
 * Returns the value of `data-vscode-context`, which VS Code passes to the menu's `when` clauses and to its commands.
 */
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
