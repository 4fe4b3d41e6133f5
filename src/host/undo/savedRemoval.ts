/** The removal of a saved endpoint as an undoable action. */
import { l10n } from 'vscode';
import { parseSavedEndpoint } from '../../client/configSchema.ts';
import type { KeptSavedEndpoint } from '../../client/keptRemoval.ts';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { Granted } from '../permissions/checks.ts';
import { byUser } from '../saved/agreedChange.ts';
import { changeNeeds } from '../saved/changeNeeds.ts';
import { startingNeeds } from '../saved/checkStarting.ts';
import type { SavedEndpoint, SavedEndpoints } from '../saved/savedEndpoints.ts';
import { type SavedScope, savedScopes, scopeKey, scopeLabel } from '../saved/savedScopes.ts';
import { statusMessage } from '../shown/notices.ts';
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

/** Returns undefined if the folder is no longer part of the workspace. */
export function savedRemovalOf(kept: KeptSavedEndpoint, parts: SavedParts): UndoOffer | undefined {
  const scope = savedScopes().find(one => scopeKey(one) === kept.scope);
  return scope && undoableIn(scope, kept, parts);
}

function undoableIn(scope: SavedScope, kept: KeptSavedEndpoint, { saved, endpoints }: SavedParts): UndoOffer {
  const { label, index, value, sinceMs } = kept;
  const undo = async () => {
    await saved.insert(scope, index, value, byUser);
    statusMessage(l10n.t('Restored endpoint “{0}” in the {1}.', label, scopeLabel(scope)));
  };
  const undoable = {
    ...{ kind: 'remove' as const, sinceMs, kept, undo },
    // Restoring an entry changes nothing else that is saved, but one with autostart opens its socket again without being asked: the user may
    // have removed it for that reason.
    needs: async (permissions: Granted) => {
      const starts = await startedBy(value);
      const reaching = starts ? await startingNeeds(permissions, starts, endpoints.all) : [];
      return [...reaching, ...changeNeeds(permissions, { before: [], after: [value] })];
    },
    forget: async () => undefined,
  };
  return [undoable, l10n.t('Removed endpoint “{0}” from the {1}.', label, scopeLabel(scope))];
}

/** Returns the config with which a valid entry would start with the window; undefined if it wouldn't. */
async function startedBy(value: unknown): Promise<EndpointConfig | undefined> {
  try {
    const { config, autoStart } = await parseSavedEndpoint(value);
    return autoStart ? config : undefined;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
