/** The removal of a saved endpoint, as something that can be undone. */
import { l10n } from 'vscode';
import type { Endpoints } from '../endpoints.ts';
import { statusMessage } from '../notices.ts';
import { startingNeeds } from '../permissions/checkStarting.ts';
import type { SavedEndpoint, SavedEndpoints } from '../savedEndpoints.ts';
import { type SavedScope, savedScopes, scopeLabel } from '../savedScopes.ts';
import type { KeptSavedEndpoint } from './keptRemoval.ts';
import type { Told } from './keptRemovals.ts';

export interface SavedParts {
  readonly saved: Pick<SavedEndpoints, 'insert'>;
  readonly endpoints: Pick<Endpoints, 'all'>;
}

export function savedRemoval(one: SavedEndpoint, parts: SavedParts): Told {
  const { label, scope, index, value } = one;
  const starts = one.autoStart && 'config' in one ? { starts: one.config } : {};
  const kept = { label, scope: scopeKey(scope), index, value, ...starts };
  return undoableIn(scope, { type: 'savedEndpoint', sinceMs: Date.now(), ...kept }, parts);
}

/** Returns undefined if its folder is no longer part of the workspace. */
export function savedRemovalOf(kept: KeptSavedEndpoint, parts: SavedParts): Told | undefined {
  const scope = savedScopes().find(one => scopeKey(one) === kept.scope);
  return scope && undoableIn(scope, kept, parts);
}

function undoableIn(scope: SavedScope, kept: KeptSavedEndpoint, { saved, endpoints }: SavedParts): Told {
  const { label, index, value, starts, sinceMs } = kept;
  const undo = async () => {
    await saved.insert(scope, index, value);
    statusMessage(l10n.t('Restored “{0}” in the {1}.', label, scopeLabel(scope)));
  };
  const undoable = {
    ...{ kind: 'remove' as const, sinceMs, kept, undo },
    needs: async (permissions: Parameters<typeof startingNeeds>[0]) =>
      starts ? startingNeeds(permissions, starts, endpoints.all) : [],
    forget: async () => undefined,
  };
  return [undoable, l10n.t('Removed “{0}” from the {1}.', label, scopeLabel(scope))];
}

function scopeKey(scope: SavedScope): string {
  return scope.type === 'folder' ? scope.folder.uri.toString() : scope.type;
}
