/** Opens a row of the *Connections* view: the one that was clicked, or the focused one when Enter is pressed. */
import { commands } from 'vscode';
import type { ConnectionNode } from '../tree/connectionsTree.ts';
import type { Uses } from './commandContext.ts';

/** Opens the row that was clicked, without moving the focus to what it opens. */
export async function openSelected(
  context: Uses<'endpoints' | 'saved' | 'savedForms' | 'connections' | 'panels' | 'permissions'>,
): Promise<unknown> {
  const { connections, permissions } = context;
  const node = await connections.selected();
  if (!node) return undefined;
  const isPressed = connections.takePress(node);
  if (!isPressed && node.type === 'saved' && 'config' in node.saved) {
    const { config } = node.saved;
    const { endpointNeeds } = await import('../permissions/checks.ts');
    await (await import('./permit.ts')).permit(undefined, () => endpointNeeds(permissions, config));
  }
  return openRow(node, context, false);
}

/**
 * Opens the panel of an endpoint or a peer, also for the rest of its peers; for a closed peer, the panel shows only its messages. Starts a saved endpoint, or shows it in
 * the settings if it can't be used. Expands or collapses the list of closed peers.
 */
export async function openRow(
  node: ConnectionNode,
  context: Uses<'endpoints' | 'saved' | 'savedForms' | 'panels' | 'permissions'>,
  takesFocus: boolean,
): Promise<unknown> {
  const { panels } = context;
  switch (node.type) {
    case 'peer':
      if (node.peer.state === 'closed') panels.showPeer(node.endpoint, node.peer);
      if (node.peer.state !== 'closed' || takesFocus) panels.open(node.endpoint, takesFocus);
      return undefined;
    case 'endpoint':
    case 'more':
      return panels.open(node.endpoint, takesFocus);
    case 'saved':
      return 'problem' in node.saved
        ? (await import('./savedCommands.ts')).editSaved(node, context)
        : (await import('./startCommands.ts')).startSaved(node, context, takesFocus);
    case 'start':
      return commands.executeCommand(`portside.${node.command}`);
    case 'closedPeers':
      // VS Code does this by itself when the row is clicked.
      return takesFocus ? commands.executeCommand('list.toggleExpand') : undefined;
  }
}
