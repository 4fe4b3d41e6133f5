/**
 * VS Code's lists and fields as Portside asks with them: each stays until it is answered or dismissed with Escape. VS Code may hand the focus
 * back to the panel only after a question, or the palette, has closed; the next question would otherwise close with it.
 */
import { type InputBoxOptions, type QuickPickItem, type QuickPickOptions, window } from 'vscode';
import { Dismissed } from './dismissed.ts';

/** The chosen item. Rejects with Dismissed. */
export async function askItem<T extends QuickPickItem>(items: readonly T[], options: QuickPickOptions): Promise<T> {
  const chosen = await window.showQuickPick(items, { ...options, ignoreFocusOut: true });
  if (!chosen) throw new Dismissed();
  return chosen;
}

/** The text that was entered, which may be empty. Rejects with Dismissed. */
export async function askText(options: InputBoxOptions): Promise<string> {
  const text = await window.showInputBox({ ...options, ignoreFocusOut: true });
  if (text === undefined) throw new Dismissed();
  return text;
}
