/** Removals in an earlier window of the workspace, which can be undone in this one for the rest of their time. */
import type { PreviousEndpoints, RemovedEndpoint } from '../../core/calls/previousEndpoints.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { AsideEndpoint } from '../endpoints/listedEndpoints.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import { offerQuietly } from './offerUndo.ts';
import { removal, removedText } from './removal.ts';
import type { UndoList } from './undoList.ts';

/** Endpoints that were removed together. */
export interface RemovedBefore {
  readonly removed: readonly AsideEndpoint[];
  readonly sinceMs: number;
}

/**
 * Returns the removals that can be undone, oldest first. An endpoint that this version can't use stays on disk until
 * its removal expires.
 */
export async function removedBefore(
  { endpoints, removed }: Pick<PreviousEndpoints, 'endpoints' | 'removed'>,
  parse: (config: unknown) => Promise<EndpointConfig | undefined>,
): Promise<RemovedBefore[]> {
  const order = [...endpoints, ...removed].sort((one, other) => one.createdMs - other.createdMs).map(({ id }) => id);
  const usable: (AsideEndpoint & { readonly removedMs: number })[] = [];
  for (const one of removed) {
    const config = await parse(one.config);
    if (config) usable.push({ ...asideOf(one, config), order, removedMs: one.removedMs });
  }
  const together = Map.groupBy(usable, ({ removedMs }) => removedMs);
  return [...together]
    .sort(([one], [other]) => one - other)
    .map(([sinceMs, group]) => ({ sinceMs, removed: group.map(({ removedMs: _, ...aside }) => aside) }));
}

/** Lists the removals so that they can be undone. Endpoints come back closed, with their transcripts. */
export async function offerRemovedBefore(
  all: readonly RemovedBefore[],
  { endpoints, saved, undo }: { endpoints: Endpoints; saved: Pick<SavedEndpoints, 'all'>; undo: UndoList },
): Promise<void> {
  const listed = await saved.all();
  for (const one of all) offerQuietly(undo, removal({ ...one, endpoints, saved }), removedText(one.removed, listed));
}

function asideOf(
  { id, address, wasOpen, createdMs, panel, traffic, entries, peerNames }: RemovedEndpoint,
  config: EndpointConfig,
): Omit<AsideEndpoint, 'order'> {
  const how = {
    ...{ address, wasOpen, keptSinceMs: createdMs },
    ...(panel !== undefined && { panel }),
    ...(traffic && { traffic }),
    ...(entries !== undefined && { entries }),
    ...(peerNames && { peerNames }),
  };
  return { endpoint: { id, config, address }, how };
}
