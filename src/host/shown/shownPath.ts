import type { Uri } from 'vscode';

/** Returns a file as named in a sentence: its path, with the scheme if it isn't on a disk. */
export function shownPath(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}
