/**
 * Keys in the *Connections* view: each runs a command from the focused row's menu. Extensions can't find out which row
 * has the focus, and a different one may be selected. With the `args` of our keybindings, however, VS Code passes the
 * focused row, as it does to buttons in a view's title.
 */
import { commands } from 'vscode';
import type { ConnectionNode } from '../tree/connectionsTree.ts';
import type { Uses } from './commandContext.ts';
import { isRow, reportUnknownRow } from './isRow.ts';
import { openRow } from './openSelected.ts';

/** Opens the row; what it opens takes the focus, as with Enter in the Explorer. */
export async function openFocused(
  row: unknown,
  context: Uses<'endpoints' | 'saved' | 'savedForms' | 'panels' | 'permissions'>,
): Promise<void> {
  if (!isRow(row)) return reportUnknownRow();
  await openRow(row, context, true);
}

export async function renameFocused(row: unknown): Promise<void> {
  await runOn(row, renameOf);
}

/** Removes an endpoint, listed or saved, or disconnects a peer. The focus moves to the row that takes its place. */
export async function removeFocused(row: unknown, { connections }: Uses<'connections'>): Promise<void> {
  if (!isRow(row)) return reportUnknownRow();
  if (removeOf(row) !== undefined) await connections.focusBeside(row, () => runOn(row, removeOf));
}

export async function copyFocused(row: unknown): Promise<void> {
  await runOn(row, copyOf);
}

/** Asks for another try if no row has the focus or VS Code is redrawing it: the wrong row must not be removed instead. */
async function runOn(row: unknown, commandOf: (node: ConnectionNode) => string | undefined): Promise<void> {
  if (!isRow(row)) return reportUnknownRow();
  const command = commandOf(row);
  if (command !== undefined) await commands.executeCommand(command, row);
}

function renameOf(node: ConnectionNode): string | undefined {
  if (node.type === 'endpoint') return 'portside.renameEndpoint';
  if (node.type === 'peer') return 'portside.renamePeer';
  return isUsable(node) ? 'portside.renameSaved' : undefined;
}

function removeOf(node: ConnectionNode): string | undefined {
  if (node.type === 'endpoint') return 'portside.remove';
  if (node.type === 'peer') return node.peer.state === 'closed' ? undefined : 'portside.disconnect';
  // A setting that isn't a list has no entry to remove.
  return node.type === 'saved' && node.saved.index >= 0 ? 'portside.removeSaved' : undefined;
}

function copyOf(node: ConnectionNode): string | undefined {
  return node.type === 'endpoint' || node.type === 'peer' || isUsable(node) ? 'portside.copyAddress' : undefined;
}

function isUsable(node: ConnectionNode): boolean {
  return node.type === 'saved' && 'config' in node.saved;
}
