/** The removal of a saved endpoint, as something that can be undone. */
import { l10n } from 'vscode';
import { ConfigError } from '../../core/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { byUser } from '../agreedChange.ts';
import { parseSavedEndpoint } from '../configSchema.ts';
import type { Endpoints } from '../endpoints.ts';
import { statusMessage } from '../notices.ts';
import { startingNeeds } from '../permissions/checkStarting.ts';
import type { SavedEndpoint, SavedEndpoints } from '../savedEndpoints.ts';
import { type SavedScope, savedScopes, scopeLabel } from '../savedScopes.ts';
import type { KeptSavedEndpoint } from './keptRemoval.ts';
import type { UndoOffer } from './keptRemovals.ts';

export interface SavedParts {
  readonly saved: Pick<SavedEndpoints, 'insert'>;
  readonly endpoints: Pick<Endpoints, 'all'>;
}

export function savedRemoval(one: SavedEndpoint, parts: SavedParts): UndoOffer {
  const { label, scope, index, value } = one;
  const kept = { label, scope: scopeKey(scope), index, value };
  return undoableIn(scope, { type: 'savedEndpoint', sinceMs: Date.now(), ...kept }, parts);
}

/** Returns undefined if its folder is no longer part of the workspace. */
export function savedRemovalOf(kept: KeptSavedEndpoint, parts: SavedParts): UndoOffer | undefined {
  const scope = savedScopes().find(one => scopeKey(one) === kept.scope);
  return scope && undoableIn(scope, kept, parts);
}

function undoableIn(scope: SavedScope, kept: KeptSavedEndpoint, { saved, endpoints }: SavedParts): UndoOffer {
  const { label, index, value, sinceMs } = kept;
  const undo = async () => {
    await saved.insert(scope, index, value, byUser);
    statusMessage(l10n.t('Restored “{0}” in the {1}.', label, scopeLabel(scope)));
  };
  const undoable = {
    ...{ kind: 'remove' as const, sinceMs, kept, undo },
    needs: async (permissions: Parameters<typeof startingNeeds>[0]) => {
      const starts = await startedBy(value);
      return starts ? startingNeeds(permissions, starts, endpoints.all) : [];
    },
    forget: async () => undefined,
  };
  return [undoable, l10n.t('Removed “{0}” from the {1}.', label, scopeLabel(scope))];
}

/** Returns the config of the endpoint that an entry starts with the window, if it is valid. */
async function startedBy(value: unknown): Promise<EndpointConfig | undefined> {
  try {
    const { config, autoStart } = await parseSavedEndpoint(value);
    return autoStart ? config : undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

function scopeKey(scope: SavedScope): string {
  return scope.type === 'folder' ? scope.folder.uri.toString() : scope.type;
}
