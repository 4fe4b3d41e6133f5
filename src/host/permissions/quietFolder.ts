/**
 * Whether received files may be saved in a folder of the workspace without asking, though a page that strangers have taken over may have
 * chosen it. A new folder isn't harmless by itself: a file `requests/__init__.py` is run by any Python script beside it. So the page
 * mustn't choose both: either the folder is the project's own, or it is empty and the names are Portside's.
 */
import { readdir } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { workspace } from 'vscode';
import { isRedirected } from '../../client/permissions/isReallyBelow.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultNamePattern } from '../../core/transfer/namePattern.ts';
import { receiveSettings } from '../endpoints/receiveSettings.ts';

export async function isQuietFolder(directory: string, { files }: EndpointConfig): Promise<boolean> {
  const { mode, name = defaultNamePattern } = files ?? {};
  if (name !== defaultNamePattern || !(await isPlainSubfolder(directory))) return false;
  return isOfProject(directory) || (mode === 'raw' && (await isVacant(directory)));
}

/** Whether this is the folder for received files in the settings of a workspace that the user trusts. */
function isOfProject(directory: string): boolean {
  return workspace.isTrusted && directory === receiveSettings().directory;
}

/** Whether the folder is below one of the workspace, and neither hidden nor one in which programs look for code. */
async function isPlainSubfolder(directory: string): Promise<boolean> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    if (uri.scheme !== 'file') continue;
    const way = relative(uri.fsPath, directory);
    if (way === '' || isAbsolute(way)) continue;
    if (way.split(/[/\\]/).every(isPlainName)) return !(await isRedirected(directory, uri.fsPath));
  }
  return false;
}

/** Whether a folder's name is visible and not `node_modules`. `..` isn't plain either. */
function isPlainName(name: string): boolean {
  return !name.startsWith('.') && name.toLowerCase() !== 'node_modules';
}

/** Whether a folder is empty or doesn't exist. */
async function isVacant(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
