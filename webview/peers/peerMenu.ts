/** The menu of a peer: VS Code's own, opened by the right button or the menu key on whatever stands for the peer. */
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import type { PanelPeer } from '../../src/protocol/panelCalls.ts';

/** What decides which commands the menu has. */
export interface PeerMenu {
  /** Id of its endpoint. */
  readonly endpoint: string;
  readonly kind: EndpointKind;
  /** Its connection can be reset. */
  readonly hasReset: boolean;
  /** It is connected: only then can something be sent to it, or its connection be ended. */
  readonly isOpen: boolean;
  /** Its messages are shown alone. */
  readonly isShown: boolean;
  /** *Follow Next Client* applies to it. */
  readonly canFollow: boolean;
}

/** Value of `data-vscode-context`, from which VS Code takes the conditions of the menu and the argument of its commands. */
export function peerMenu(
  { id, address }: PanelPeer,
  { endpoint, kind, hasReset, isOpen, isShown, canFollow }: PeerMenu,
): string {
  return JSON.stringify({
    webviewSection: 'peer',
    preventDefaultContextMenuItems: true,
    endpoint,
    peer: id,
    peerAddress: address,
    'portside.peerOf': kind,
    'portside.hasReset': hasReset,
    'portside.isOpen': isOpen,
    'portside.isShown': isShown,
    'portside.canFollow': canFollow,
  });
}
