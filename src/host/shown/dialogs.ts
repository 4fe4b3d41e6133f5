/** VS Code's dialogs for files, which block everything else meanwhile: all of ours are shown by these functions. */
import { type OpenDialogOptions, type SaveDialogOptions, type Uri, window } from 'vscode';
import { asked } from '../../client/callers/askers.ts';

/** The title is required: VS Code’s own dialog is a list that says nothing else about what the file is for. */
type Titled<Options> = Options & { readonly title: string };

/** Resolves with undefined if it is dismissed. */
export function openDialog(options: Titled<OpenDialogOptions>): Promise<Uri[] | undefined> {
  return asked(() => window.showOpenDialog(options));
}

/** Resolves with undefined if it is dismissed. */
export function saveDialog(options: Titled<SaveDialogOptions>): Promise<Uri | undefined> {
  return asked(() => window.showSaveDialog(options));
}
