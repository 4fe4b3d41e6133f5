/** Places that files are sent from and written to without asking: the workspace, and the folder for received files. */
import { Uri, workspace } from 'vscode';
import { isAboveHome, isReallyBelow, linkedOutside, willBeBelow } from '../../client/permissions/isReallyBelow.ts';
import { chosenDirectory } from '../endpoints/receiveSettings.ts';

/** Returns the folders of the workspace that are on this machine. None above the user’s home: a workspace’s file may name the whole disk. */
async function workspaceFolders(): Promise<string[]> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const paths = await Promise.all(
    folders.map(async ({ uri }) => ((await isAboveHome(uri.fsPath)) ? [] : [uri.fsPath])),
  );
  return paths.flat();
}

/** Whether a file is in the workspace, and its links don’t lead out of it. */
async function isInWorkspace(uri: Uri): Promise<boolean> {
  return uri.scheme === 'file' ? isReallyBelow(uri.fsPath, await workspaceFolders()) : isInVirtualWorkspace(uri);
}

/**
 * Returns what would be sent with a file or a folder from outside the workspace: the file itself, or what a link in the folder leads to.
 */
export async function outsideWorkspace(uri: Uri): Promise<Uri | undefined> {
  if (!(await isInWorkspace(uri))) return uri;
  const linked = uri.scheme === 'file' ? await linkedOutside(uri.fsPath, await workspaceFolders()) : undefined;
  return linked === undefined ? undefined : Uri.file(linked);
}

/** Whether a file, or all of a folder, is in the workspace or the folder for received files, or would be if it existed. */
export async function isInOwnPlaces(uri: Uri): Promise<boolean> {
  if (!(await willBeInOwnPlaces(uri))) return false;
  return uri.scheme !== 'file' || (await linkedOutside(uri.fsPath, await ownFolders())) === undefined;
}

/** Whether a file written there will be in the workspace or the folder for received files. */
export async function willBeInOwnPlaces(uri: Uri): Promise<boolean> {
  return uri.scheme === 'file' ? willBeBelow(uri.fsPath, await ownFolders()) : isInVirtualWorkspace(uri);
}

/** A workspace’s own setting for that folder adds none: otherwise a `/` there would open the whole disk. */
async function ownFolders(): Promise<string[]> {
  const directory = chosenDirectory();
  return [...(await workspaceFolders()), ...(directory === undefined ? [] : [directory])];
}

/** VS Code compares addresses as written. */
function isInVirtualWorkspace(uri: Uri): boolean {
  return !uri.path.split(/[/\\]/).includes('..') && workspace.getWorkspaceFolder(uri) !== undefined;
}
