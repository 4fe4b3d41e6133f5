/** The removal of endpoints as an undoable action. */
import { l10n } from 'vscode';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { AsideEndpoint } from '../endpoints/listedEndpoints.ts';
import { endpointNeeds, type Granted, type NotAllowed } from '../permissions/checks.ts';
import { hasAutoStart } from '../saved/checkStarting.ts';
import { listedAs, nameOrAddress, type SavedEndpoint, type SavedEndpoints } from '../saved/savedEndpoints.ts';
import { statusMessage } from '../shown/notices.ts';
import type { Undoable } from './undoList.ts';

export interface Removal {
  /** Endpoints that were removed together, and that one undo brings back. */
  readonly removed: readonly AsideEndpoint[];
  readonly sinceMs: number;
  readonly endpoints: Endpoints;
  readonly saved: Pick<SavedEndpoints, 'all'>;
  /** Opens an endpoint that was open when it was removed. If absent, it stays closed. */
  readonly openAgain?: (id: string) => Promise<void>;
  /** Called when all endpoints are listed again. */
  readonly onRestored?: () => void;
}

export function removal({ removed, sinceMs, endpoints, saved, openAgain, onRestored }: Removal): Undoable {
  const opened = openAgain ? removed.filter(({ how }) => how.wasOpen) : [];
  return {
    kind: 'remove',
    sinceMs,
    needs: permissions => needsOf(removed, opened, permissions, saved),
    undo: async () => {
      // In reverse order, since each records its position among those listed when it was removed.
      for (const one of removed.toReversed()) await endpoints.bringBack(one);
      onRestored?.();
      statusMessage(restoredText(removed));
      await Promise.all(opened.map(({ endpoint: { id } }) => openAgain?.(id)));
    },
    forget: () => Promise.all(removed.map(({ endpoint }) => endpoints.engine.forgetAside(endpoint.id))),
  };
}

/** Returns the sentence for a removal. It says why the row of a saved endpoint stays in the view. */
export function removedText(removed: readonly AsideEndpoint[], saved: readonly SavedEndpoint[]): string {
  const [first] = removed;
  const listed = removed.map(({ endpoint }) => endpoint);
  if (removed.length === 1 && first && listedAs(saved, listed).size > 0)
    return l10n.t(
      'Removed endpoint “{0}” and its transcript. It stays in your saved endpoints.',
      labelInSentence(first.endpoint),
    );
  return removed.length === 1 && first
    ? l10n.t('Removed endpoint “{0}”.', labelInSentence(first.endpoint))
    : l10n.t('Removed {0} endpoints.', removed.length);
}

/**
 * Returns the missing permissions. Opening an endpoint, now or with the next window in place of a saved one of its
 * name, needs the same as any other opening.
 */
async function needsOf(
  removed: readonly AsideEndpoint[],
  opened: readonly AsideEndpoint[],
  permissions: Granted,
  saved: Pick<SavedEndpoints, 'all'>,
): Promise<NotAllowed[]> {
  const all = await saved.all();
  const configs = removed
    .filter(one => opened.includes(one) || hasAutoStart(all, nameOrAddress(one.endpoint.config)))
    .map(({ endpoint }) => endpoint.config);
  return (await Promise.all(configs.map(config => endpointNeeds(permissions, config)))).flat();
}

function restoredText(removed: readonly AsideEndpoint[]): string {
  const [first] = removed;
  return removed.length === 1 && first
    ? l10n.t('Restored endpoint “{0}”.', labelInSentence(first.endpoint))
    : l10n.t('Restored {0} endpoints.', removed.length);
}
