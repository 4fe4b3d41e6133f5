/** Opens what is selected in the *Connections* view. */
import { commands } from 'vscode';
import type { CommandContext } from './commandContext.ts';

/** An endpoint or a peer: its panel, without the focus; of a peer that has closed, its messages alone. A saved endpoint: starts it, or shows the settings where it can't be used. */
export async function openSelected(context: CommandContext): Promise<unknown> {
  const node = await context.connections.selected();
  switch (node?.type) {
    case 'peer':
      if (node.peer.state === 'closed') return context.panels.showPeer(node.endpoint, node.peer);
      return context.panels.open(node.endpoint, false);
    case 'endpoint':
      return context.panels.open(node.endpoint, false);
    case 'saved':
      return 'problem' in node.saved
        ? (await import('./savedCommands.ts')).editSaved(node, context)
        : (await import('./startCommands.ts')).startSaved(node, context);
    case 'start':
      return commands.executeCommand(`portside.${node.command}`);
    default:
      return undefined;
  }
}
