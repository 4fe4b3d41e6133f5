/** Shows the entry of a saved endpoint in settings.json. */
import { commands, Range, Selection, type TextEditor, TextEditorRevealType, window } from 'vscode';
import type { SavedEndpoint } from '../saved/savedEndpoints.ts';
import { isSameScope, type SavedScope, savedSetting } from '../saved/savedScopes.ts';

const openers: Record<SavedScope['type'], string> = {
  user: 'workbench.action.openSettingsJson',
  workspace: 'workbench.action.openWorkspaceSettingsFile',
  folder: 'workbench.action.openFolderSettingsFile',
};

/**
 * Opens the settings of its scope as JSON and selects its name, or its address; if it has neither, the cursor stays at
 * the setting.
 */
export async function revealSaved(saved: SavedEndpoint, all: readonly SavedEndpoint[]): Promise<void> {
  const { scope } = saved;
  await openSettingsOf(scope);
  const editor = window.activeTextEditor;
  if (!editor) return;
  const before = all.filter(one => isSameScope(one.scope, scope) && one.index < saved.index);
  const found = find(editor, saved, before);
  if (!found) return;
  editor.selection = new Selection(found.start, found.end);
  editor.revealRange(found, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Opens the settings of a scope as JSON, at the saved endpoints. */
export async function openSettingsOf(scope: SavedScope): Promise<void> {
  const folder = scope.type === 'folder' ? { folderUri: scope.folder.uri } : {};
  await commands.executeCommand(openers[scope.type], { revealSetting: { key: savedSetting }, ...folder });
}

/** Searches for the entry as text, since an invalid one may have any shape. */
function find({ document }: TextEditor, saved: SavedEndpoint, before: readonly SavedEndpoint[]): Range | undefined {
  const written = ({ value, label }: SavedEndpoint) => {
    const key = Object.entries((value ?? {}) as object).find(
      ([name, text]) => text === label && /^(name|address)$/.test(name),
    );
    return key && `"${key[0]}"\\s*:\\s*(${literally(JSON.stringify(label))})`;
  };
  const pattern = written(saved);
  if (pattern === undefined) return undefined;
  const same = before.filter(one => written(one) === pattern).length;
  const text = document.getText();
  const from = Math.max(0, text.indexOf(`"${savedSetting}"`));
  const [match] = [...text.slice(from).matchAll(new RegExp(pattern, 'g'))].slice(same);
  if (!match) return undefined;
  const end = from + match.index + match[0].length - 1;
  return new Range(document.positionAt(end - JSON.stringify(saved.label).length + 2), document.positionAt(end));
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
