/** Shows the user a file or folder on the engine's machine. */
import { commands, env, UIKind, Uri, workspace } from 'vscode';
import { copyLine } from '../shown/clipboard.ts';
import { besidePanel } from '../shown/panelTabs.ts';

export async function openFile(path: string): Promise<void> {
  await commands.executeCommand('vscode.open', Uri.file(path), besidePanel());
}

/**
 * Reveals a path in the system's file manager, or in the Explorer if only that can show it. Otherwise, copies the path
 * to the clipboard.
 */
export async function revealFile(path: string): Promise<void> {
  const uri = Uri.file(path);
  if (env.uiKind === UIKind.Desktop && env.remoteName === undefined)
    await commands.executeCommand('revealFileInOS', uri);
  else if (workspace.getWorkspaceFolder(uri)) await commands.executeCommand('revealInExplorer', uri);
  else await copyLine(path);
}
