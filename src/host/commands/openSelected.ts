/** Opens a row of the *Connections* view: the one that was pressed, or the focused one by Enter. */
import { commands } from 'vscode';
import type { ConnectionNode } from '../connectionsTree.ts';
import type { CommandContext } from './commandContext.ts';

/** The row that was pressed: what it opens doesn’t take the focus. */
export async function openSelected(context: CommandContext): Promise<unknown> {
  const node = await context.connections.selected();
  return node && openRow(node, context, false);
}

/**
 * An endpoint or a peer: its panel; of a peer that has closed, its messages alone. A saved endpoint: starts it, or shows the settings where it
 * can't be used. The list of closed peers unfolds or folds.
 */
export async function openRow(node: ConnectionNode, context: CommandContext, takesFocus: boolean): Promise<unknown> {
  const { panels } = context;
  switch (node.type) {
    case 'peer':
      if (node.peer.state === 'closed') panels.showPeer(node.endpoint, node.peer);
      if (node.peer.state !== 'closed' || takesFocus) panels.open(node.endpoint, takesFocus);
      return undefined;
    case 'endpoint':
      return panels.open(node.endpoint, takesFocus);
    case 'saved':
      return 'problem' in node.saved
        ? (await import('./savedCommands.ts')).editSaved(node, context)
        : (await import('./startCommands.ts')).startSaved(node, context, takesFocus);
    case 'start':
      return commands.executeCommand(`portside.${node.command}`);
    case 'closedPeers':
      // By the mouse VS Code does it without a command.
      return takesFocus ? commands.executeCommand('list.toggleExpand') : undefined;
    case 'more':
      return undefined;
  }
}
