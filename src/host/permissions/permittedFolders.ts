/**
 * Locations from which files are sent, and to which they are written, without asking: the workspace and the folder for
 * received files.
 */
import { Uri, workspace } from 'vscode';
import {
  isAboveHome,
  isReallyBelow,
  isRedirected,
  linkedOutside,
  willBeBelow,
} from '../../client/permissions/isReallyBelow.ts';
import { chosenBase, chosenDirectory } from '../endpoints/receiveSettings.ts';

/**
 * Returns the folders of the workspace that are on this machine, except those above the user's home: a workspace file
 * may name the whole disk.
 */
async function workspaceFolders(): Promise<string[]> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const paths = await Promise.all(
    folders.map(async ({ uri }) => ((await isAboveHome(uri.fsPath)) ? [] : [uri.fsPath])),
  );
  return paths.flat();
}

/** Whether a file is in the workspace, and its links don't lead out of it. */
async function isInWorkspace(uri: Uri): Promise<boolean> {
  return uri.scheme === 'file' ? isReallyBelow(uri.fsPath, await workspaceFolders()) : isInVirtualWorkspace(uri);
}

/**
 * Returns what sending a file or a folder would send from outside the workspace: the file itself, or the target of a
 * link in the folder.
 */
export async function outsideWorkspace(uri: Uri): Promise<Uri | undefined> {
  if (!(await isInWorkspace(uri))) return uri;
  const linked = uri.scheme === 'file' ? await linkedOutside(uri.fsPath, await workspaceFolders()) : undefined;
  return linked === undefined ? undefined : Uri.file(linked);
}

/** Whether a file, or all of a folder, is in the workspace or the folder for received files, or would be if it existed. */
export async function isInPermittedFolder(uri: Uri): Promise<boolean> {
  if (!(await willBeInPermittedFolder(uri))) return false;
  return uri.scheme !== 'file' || (await linkedOutside(uri.fsPath, await permittedFolders())) === undefined;
}

/** Whether a file written there will be in the workspace or the folder for received files. */
export async function willBeInPermittedFolder(uri: Uri): Promise<boolean> {
  return uri.scheme === 'file' ? willBeBelow(uri.fsPath, await permittedFolders()) : isInVirtualWorkspace(uri);
}

/**
 * Returns the folders in which files may be read and written without asking. A workspace's own setting for received
 * files adds none: a `/` there would open the whole disk.
 */
async function permittedFolders(): Promise<string[]> {
  return [...(await workspaceFolders()), ...(await receiveFolders())];
}

/** Returns the folder for received files that the user has chosen. If it is relative, a link of the workspace doesn't move it elsewhere. */
async function receiveFolders(): Promise<string[]> {
  const directory = chosenDirectory();
  if (directory === undefined) return [];
  const base = chosenBase();
  return base !== undefined && (await isRedirected(directory, base)) ? [] : [directory];
}

/** Whether a virtual file is in the workspace. VS Code compares URIs as written, so `..` is refused. */
function isInVirtualWorkspace(uri: Uri): boolean {
  return !uri.path.split(/[/\\]/).includes('..') && workspace.getWorkspaceFolder(uri) !== undefined;
}
