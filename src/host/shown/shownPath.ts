import type { Uri } from 'vscode';

/** Returns a file's name for a sentence: its path, or its URI if it isn't on a disk. */
export function shownPath(uri: Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}
