/** VS Code's dialogs for files, which block everything else meanwhile: all of ours are shown by these functions. */
import { type OpenDialogOptions, type SaveDialogOptions, type Uri, window } from 'vscode';
import { asked } from './askers.ts';

/** Resolves with undefined if it is dismissed. */
export function openDialog(options: OpenDialogOptions): Promise<Uri[] | undefined> {
  return asked(() => window.showOpenDialog(options));
}

/** Resolves with undefined if it is dismissed. */
export function saveDialog(options: SaveDialogOptions): Promise<Uri | undefined> {
  return asked(() => window.showSaveDialog(options));
}
