/** VS Code's file dialogs, which are modal. All of ours are shown by these functions. */
import { type OpenDialogOptions, type SaveDialogOptions, type Uri, window } from 'vscode';
import { askUser } from '../../client/callers/askers.ts';

/** Requires a title: without one, VS Code's own dialog doesn't say what the file is for. */
type Titled<Options> = Options & { readonly title: string };

/** Resolves with undefined if the dialog is dismissed. */
export function openDialog(options: Titled<OpenDialogOptions>): Promise<Uri[] | undefined> {
  return askUser(() => window.showOpenDialog(options));
}

/** Resolves with undefined if the dialog is dismissed. */
export function saveDialog(options: Titled<SaveDialogOptions>): Promise<Uri | undefined> {
  return askUser(() => window.showSaveDialog(options));
}
