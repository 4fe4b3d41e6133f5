/**
 * Determines where an endpoint is saved. The user is asked if there is a choice, or if a page saves without any other
 * question.
 */
import { l10n, type Memento, type QuickPickItem } from 'vscode';
import * as z from 'zod';
import {
  folderSettingsFile,
  isSameScope,
  type SavedScope,
  savedScopes,
  workspaceSettingsFile,
} from '../saved/savedScopes.ts';
import { askItem } from '../shown/questions.ts';
import { storedText } from '../stored.ts';

const scopeArgument = z.looseObject({ scope: z.enum(['user', 'workspace']).optional() });
const lastKey = 'lastSavedScope';

/**
 * Returns the scope that a caller's argument names: `user` or `workspace`. Without one: the workspace if one is open.
 * @throws TypeError for any other value, and RangeError if nothing can be saved there.
 */
export function scopeOf(argument: unknown): SavedScope {
  const given = scopeArgument.safeParse(argument ?? {});
  if (!given.success) throw new TypeError(z.prettifyError(given.error));
  const wanted = given.data.scope;
  const scopes = savedScopes().filter(({ type }) => type !== 'folder');
  const found = wanted === undefined ? scopes[0] : scopes.find(({ type }) => type === wanted);
  if (!found) throw new RangeError(l10n.t('Can’t save: no trusted workspace is open.'));
  return found;
}

interface ScopeQuestion {
  readonly title: string;
  readonly question: string;
  /** Scopes that already contain an endpoint of this name. */
  readonly holding: readonly SavedScope[];
  /** Asks even if there is only one scope, so that nothing is saved without the user's consent. */
  readonly isAlwaysAsked?: boolean;
}

/**
 * Returns the scope that the user chooses. Listed first: those that contain an endpoint of this name, then the one
 * chosen last.
 */
export async function askSavedScope(
  { title, question, holding, isAlwaysAsked = false }: ScopeQuestion,
  memory: Memento,
): Promise<SavedScope> {
  const scopes = savedScopes();
  const [only] = scopes;
  if (scopes.length === 1 && only && !isAlwaysAsked) return only;
  const last = storedText(memory, lastKey);
  const holds = (scope: SavedScope) => holding.some(one => isSameScope(one, scope));
  const rank = (scope: SavedScope) => (holds(scope) ? 0 : keyOf(scope) === last ? 1 : 2);
  const items = scopes
    .map((scope): QuickPickItem & { scope: SavedScope } => ({
      label: titleOf(scope),
      description: meaningOf(scope),
      ...(holds(scope) && { detail: l10n.t('Replaces the existing one.') }),
      scope,
    }))
    .sort((one, other) => rank(one.scope) - rank(other.scope));
  const chosen = await askItem(items, { title, placeHolder: question });
  await memory.update(lastKey, keyOf(chosen.scope));
  return chosen.scope;
}

function titleOf(scope: SavedScope): string {
  switch (scope.type) {
    case 'user':
      return l10n.t('User');
    case 'workspace':
      return l10n.t('Workspace');
    case 'folder':
      return scope.folder.name;
  }
}

/** Says which file the endpoint is written to, and who sees it there. */
function meaningOf({ type }: SavedScope): string {
  switch (type) {
    case 'user':
      return l10n.t('your settings, in every workspace');
    case 'workspace':
      return l10n.t('{0}, shared with the project', workspaceSettingsFile());
    case 'folder':
      return l10n.t('{0} in this folder, shared with the project', folderSettingsFile);
  }
}

function keyOf(scope: SavedScope): string {
  return scope.type === 'folder' ? scope.folder.uri.toString() : scope.type;
}
