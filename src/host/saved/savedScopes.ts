/**
 * The places where endpoints are saved: `portside.endpoints` of the user, of the workspace, and of each folder. VS Code doesn't
 * merge lists, so the view does.
 */
import { basename } from 'node:path';
import { ConfigurationTarget, l10n, Uri, type WorkspaceFolder, workspace } from 'vscode';

export type SavedScope =
  | { readonly type: 'user' }
  | { readonly type: 'workspace' }
  | { readonly type: 'folder'; readonly folder: WorkspaceFolder };

export const folderSettingsFile = '.vscode/settings.json';
const section = 'portside';
const key = 'endpoints';
/** Full name of the setting, as written in settings.json. */
export const savedSetting = `${section}.${key}`;

/** Returns the scopes that apply here, nearest first. An untrusted workspace's own don't apply. */
export function savedScopes(): SavedScope[] {
  const user: SavedScope = { type: 'user' };
  if (!workspace.isTrusted || !workspace.workspaceFolders) return [user];
  // The settings of the only folder are those of the workspace.
  const folders = workspace.workspaceFile ? workspace.workspaceFolders : [];
  return [...folders.map((folder): SavedScope => ({ type: 'folder', folder })), { type: 'workspace' }, user];
}

export function scopeLabel(scope: SavedScope): string {
  switch (scope.type) {
    case 'user':
      return l10n.t('user settings');
    case 'workspace':
      return l10n.t('workspace settings');
    case 'folder':
      return l10n.t('settings of the folder {0}', scope.folder.name);
  }
}

/** Returns the name of the file with the workspace's settings. */
export function workspaceSettingsFile(): string {
  return basename(workspace.workspaceFile?.path ?? '') || folderSettingsFile;
}

/** Returns a text that identifies the scope, also in another window. */
export function scopeKey(scope: SavedScope): string {
  return scope.type === 'folder' ? scope.folder.uri.toString() : scope.type;
}

export function isSameScope(one: SavedScope, other: SavedScope): boolean {
  return scopeKey(one) === scopeKey(other);
}

/** Returns the setting's value in a scope: a list, undefined, or whatever was typed. */
export function readScope(scope: SavedScope): unknown {
  const inspected = configuration(scope).inspect<unknown>(key);
  switch (scope.type) {
    case 'user':
      return inspected?.globalValue;
    case 'workspace':
      return inspected?.workspaceValue;
    case 'folder':
      return inspected?.workspaceFolderValue;
  }
}

/** Returns the list in a scope. @throws RangeError for any other value: the user wrote it, so it isn't replaced. */
export function listIn(scope: SavedScope): readonly unknown[] {
  const value = readScope(scope) ?? [];
  if (!Array.isArray(value)) throw new RangeError(notAList());
  return value;
}

/** Thrown if VS Code couldn't write to the settings of a scope. */
export class SettingsNotWritten extends Error {
  override readonly name = 'SettingsNotWritten';
  readonly scope: SavedScope;

  constructor(scope: SavedScope, cause: unknown) {
    super(isUnsaved(scope) ? unsaved(scope) : (cause as Error).message, { cause });
    this.scope = scope;
  }
}

/** Rejects with SettingsNotWritten. */
export async function writeList(scope: SavedScope, list: readonly unknown[]): Promise<void> {
  try {
    await configuration(scope).update(key, list.length > 0 ? list : undefined, targetOf(scope));
  } catch (error) {
    throw new SettingsNotWritten(scope, error);
  }
}

function unsaved(scope: SavedScope): string {
  return l10n.t('Can’t write to the {0}: the file has unsaved changes. Save it and try again.', scopeLabel(scope));
}

/** Whether the file has unsaved changes. VS Code's own error says so only in its display language. */
function isUnsaved(scope: SavedScope): boolean {
  return workspace.textDocuments.some(({ isDirty, uri }) => isDirty && isFileOf(scope, uri));
}

function isFileOf(scope: SavedScope, uri: Uri): boolean {
  const isIn = (folder: WorkspaceFolder) => String(uri) === String(Uri.joinPath(folder.uri, folderSettingsFile));
  switch (scope.type) {
    case 'user':
      return basename(uri.path) === 'settings.json' && !uri.path.endsWith(`/${folderSettingsFile}`);
    case 'workspace':
      return workspace.workspaceFile
        ? String(uri) === String(workspace.workspaceFile)
        : (workspace.workspaceFolders ?? []).some(isIn);
    case 'folder':
      return isIn(scope.folder);
  }
}

export function notAList(): string {
  return l10n.t('The setting {0} must be a list.', savedSetting);
}

function configuration(scope: SavedScope) {
  return workspace.getConfiguration(section, scope.type === 'folder' ? scope.folder.uri : undefined);
}

function targetOf({ type }: SavedScope): ConfigurationTarget {
  switch (type) {
    case 'user':
      return ConfigurationTarget.Global;
    case 'workspace':
      return ConfigurationTarget.Workspace;
    case 'folder':
      return ConfigurationTarget.WorkspaceFolder;
  }
}
