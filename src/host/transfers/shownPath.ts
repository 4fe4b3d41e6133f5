import type { Uri } from 'vscode';

/** Returns a file as a sentence names it: its path, with the scheme if it isn't on a disk. */
export function shownPath(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}
