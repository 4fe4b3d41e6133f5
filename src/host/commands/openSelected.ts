/** Opens what is selected in the *Connections* view. */
import { commands } from 'vscode';
import type { CommandContext } from './commandContext.ts';

/** An endpoint or a peer: its panel, without the focus. A saved endpoint: starts it, or shows the settings where it can't be used. */
export async function openSelected(context: CommandContext): Promise<unknown> {
  const node = await context.connections.selected();
  switch (node?.type) {
    case 'endpoint':
    case 'peer':
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
