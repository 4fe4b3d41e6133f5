/** Places that files are sent from and written to without asking: the workspace, and the folder for received files. */
import { Uri, workspace } from 'vscode';
import { isReallyBelow, linkedOutside, willBeBelow } from './isReallyBelow.ts';
import { chosenDirectory } from './receiveSettings.ts';

/** Returns the folders of the workspace that are on this machine. */
function workspaceFolders(): string[] {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

/** Whether a file is in the workspace, and its links don’t lead out of it. */
async function isInWorkspace(uri: Uri): Promise<boolean> {
  return uri.scheme === 'file' ? isReallyBelow(uri.fsPath, workspaceFolders()) : isInVirtualWorkspace(uri);
}

/**
 * Returns what would be sent with a file or a folder from outside the workspace: the file itself, or what a link in the folder leads to.
 */
export async function outsideWorkspace(uri: Uri): Promise<Uri | undefined> {
  if (!(await isInWorkspace(uri))) return uri;
  const linked = uri.scheme === 'file' ? await linkedOutside(uri.fsPath, workspaceFolders()) : undefined;
  return linked === undefined ? undefined : Uri.file(linked);
}

/** Whether a file, or all of a folder, is in the workspace or the folder for received files, or would be if it existed. */
export async function isInOwnPlaces(uri: Uri): Promise<boolean> {
  if (!(await willBeInOwnPlaces(uri))) return false;
  return uri.scheme !== 'file' || (await linkedOutside(uri.fsPath, ownFolders())) === undefined;
}

/** Whether a file written there will be in the workspace or the folder for received files. */
export async function willBeInOwnPlaces(uri: Uri): Promise<boolean> {
  return uri.scheme === 'file' ? willBeBelow(uri.fsPath, ownFolders()) : isInVirtualWorkspace(uri);
}

/** A workspace’s own setting for that folder adds none: otherwise a `/` there would open the whole disk. */
function ownFolders(): string[] {
  const directory = chosenDirectory();
  return directory === undefined ? workspaceFolders() : [...workspaceFolders(), directory];
}

/** VS Code compares addresses as written. */
function isInVirtualWorkspace(uri: Uri): boolean {
  return !uri.path.split(/[/\\]/).includes('..') && workspace.getWorkspaceFolder(uri) !== undefined;
}
