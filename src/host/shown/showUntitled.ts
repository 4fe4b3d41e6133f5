/** Shows a new document without a file, beside the panels. */
import { Position, Selection, type TextDocument, window, workspace } from 'vscode';
import { besidePanel } from './panelTabs.ts';

/**
 * The document is empty until an editor shows it: VS Code opens an untitled document with unsaved text that has no editor yet by itself, in the
 * active group. On a busy machine, that is sooner than we do.
 */
export async function showUntitled(language: string, content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language });
  const editor = await window.showTextDocument(document, besidePanel());
  const start = new Position(0, 0);
  await editor.edit(edit => edit.insert(start, content));
  editor.selection = new Selection(start, start);
  return document;
}
