/** Questions before an endpoint gets a config with which it reaches further: from the form, or from its JSON document. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { Endpoints, HostCalls } from '../endpoints/endpoints.ts';
import { addedNeeds } from '../permissions/addedNeeds.ts';
import type { Granted } from '../permissions/checks.ts';
import type { ClientPlaces } from '../permissions/clientPlaces.ts';
import type { ApplyingQuestions } from './confirmApplying.ts';

/** Number of closed peers that count as the endpoint's. */
const consideredClosed = 1000;

/** The calls that list an endpoint's peers. */
export interface PeerLists extends Pick<Endpoints, 'openPeers'> {
  readonly engine: Pick<HostCalls, 'recentPeers'>;
}

/** Finds the peers of one endpoint, open or not. */
type PeerSearch = () => Promise<PeerSnapshot[]>;

/** Questions to pass to `confirmApplying`. */
type ReachQuestions = Required<Pick<ApplyingQuestions, 'needs' | 'connecting' | 'receiving'>>;

/** Returns a search for the peers of an endpoint that runs at most once at a time, since there may be thousands. */
export function peerSearch(endpoint: string, endpoints: PeerLists): PeerSearch {
  let finding: Promise<PeerSnapshot[]> | undefined;
  const find = async () => {
    const recent = endpoints.engine.recentPeers(endpoint, consideredClosed);
    return (await Promise.all([endpoints.openPeers(endpoint), recent])).flat();
  };
  return () => {
    finding ??= find().finally(() => {
      finding = undefined;
    });
    return finding;
  };
}

/**
 * Returns the questions about what a config permits, compared with the endpoint's current one, and, if a page may have
 * written it, about the places that are new to that page.
 */
export async function reachQuestions(
  permissions: Granted,
  endpoint: EndpointSnapshot,
  wanted: EndpointConfig | undefined,
  page?: { readonly places: ClientPlaces; readonly peers: PeerSearch },
): Promise<ReachQuestions> {
  const needs = await addedNeeds(permissions, endpoint.config, wanted);
  if (!page) return { needs, connecting: [], receiving: [] };
  const connecting = await page.places.confirmationsOf(endpoint, wanted, page.peers);
  // If it needs a permission, that is what is asked about.
  const isWriting = needs.some(({ params }) => params.permission === 'receive');
  const receiving = isWriting ? [] : await page.places.receivingConfirmations(endpoint, wanted);
  return { needs, connecting, receiving };
}
