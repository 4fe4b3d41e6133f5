/** The one way that files are sent, wherever they come from. */
import { l10n } from 'vscode';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { SendHow, TransferSnapshot } from '../../core/transfer/transfer.ts';
import { isStream } from '../endpointLabels.ts';
import type { Endpoints } from '../endpoints.ts';
import { askHow } from './askHow.ts';
import { type FileOrigin, openOrigins } from './fileOrigins.ts';
import type { Transfers } from './transfers.ts';

export interface FilesForPeers {
  readonly endpoint: string;
  readonly origins: readonly FileOrigin[];
  /** Absent: all open peers of a stream, a UDP socket's remote. */
  readonly target?: SendTarget | undefined;
  /** Asked for where it is absent and was not chosen for these peers before. */
  readonly how?: SendHow;
  /** Whoever asks tells by itself how it ends. */
  readonly quiet?: boolean;
}

export interface SentFiles {
  /** One for each peer. */
  readonly transfers: readonly TransferSnapshot[];
  /** Whose bytes are awaited, in the order of their origins. */
  readonly awaited: readonly string[];
}

/**
 * Resolves when the transfers are listed. Rejects with Dismissed when the user thinks better of it, with NOT_OPEN, NO_PEER or what the
 * engine finds wrong, with a RangeError for what can't be read.
 */
export async function sendFiles(transfers: Transfers, wanted: FilesForPeers): Promise<SentFiles> {
  const { origins, target, quiet = false } = wanted;
  const { endpoints } = transfers;
  const endpoint = endpoints.find(wanted.endpoint);
  if (origins.length === 0) throw new RangeError(l10n.t('There is nothing to send.'));
  const peers = await meantPeers(endpoints, endpoint, target);
  const how = wanted.how ?? (await askHow(transfers.choices, endpoint, peers));
  const { calls } = endpoints;
  const opened = await openOrigins(origins, calls);
  try {
    const { files, awaited } = opened;
    const listed = await transfers.send(endpoint.id, { files, ...how }, { quiet, ...(target && { target }) });
    void opened.feed();
    return { transfers: listed, awaited };
  } catch (error) {
    opened.abandon();
    throw error;
  }
}

/**
 * Ids of the peers that a target means; a UDP address, or the remote, stands for itself. Rejects with NOT_OPEN, or NO_PEER for nobody.
 */
export async function meantPeers(
  endpoints: Endpoints,
  endpoint: EndpointSnapshot,
  target?: SendTarget,
): Promise<string[]> {
  if (endpoint.state !== 'open') throw new SocketError('NOT_OPEN');
  if (target !== undefined && target !== 'all') return [target.peer ?? target.address ?? ''];
  if (!isStream(endpoint.config) && target === undefined) {
    if (endpoint.config.remote === undefined) throw new SocketError('NO_PEER', { kind: endpoint.config.kind });
    return [endpoint.config.remote];
  }
  const open = await openPeers(endpoints, endpoint);
  if (open.length === 0) throw new SocketError('NO_PEER', { kind: endpoint.config.kind });
  return open.map(({ id }) => id);
}

/** Those that something can be sent to. */
export async function openPeers(endpoints: Endpoints, { id, counters }: EndpointSnapshot): Promise<PeerSnapshot[]> {
  const peers = await endpoints.peers(id, 0, counters.peers);
  return peers.filter(({ state }) => state === 'open' || state === 'ended');
}
