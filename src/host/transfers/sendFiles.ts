/** Sends files, wherever they come from. All sending goes through here. */
import { l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import type { SendHow, TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { askInTurn } from '../shown/questions.ts';
import { askHow } from './askHow.ts';
import { type FileOrigin, openOrigins } from './fileOrigins.ts';
import type { Transfers } from './transfers.ts';

export interface FilesForPeers {
  readonly endpoint: string;
  /** A function asks the user for the files, after all other questions. */
  readonly origins: readonly FileOrigin[] | (() => Promise<readonly FileOrigin[]>);
  /** If absent: all open peers of a stream, or a UDP socket's remote. */
  readonly target?: SendTarget | undefined;
  /** If absent, the user is asked, unless it was chosen for these peers before. */
  readonly how?: SendHow;
  /** Whether to reject with SEVERAL_PEERS if the target doesn't say which peer is meant. */
  readonly toOne?: boolean;
  /** Rejects if the files may not be sent. Called right before sending, since the questions may take long. */
  readonly check?: () => Promise<void>;
  /** Whether the caller itself reports how the transfers end. */
  readonly quiet?: boolean;
}

export interface SentFiles {
  /** One transfer per peer. */
  readonly transfers: readonly TransferSnapshot[];
  /** Spools whose bytes are awaited, in the order of their origins. */
  readonly awaited: readonly string[];
}

/**
 * Resolves when the transfers are listed. Rejects with Dismissed if the user dismisses a question, with NOT_OPEN,
 * NO_PEER or other errors of the engine, and with a RangeError for files that can't be read.
 */
export async function sendFiles(transfers: Transfers, wanted: FilesForPeers): Promise<SentFiles> {
  const { target, toOne = false, quiet = false } = wanted;
  const { endpoints } = transfers;
  const endpoint = endpoints.find(wanted.endpoint);
  const { how, origins } = await askInTurn(() => askWhatIsMissing(transfers, endpoint, wanted));
  await wanted.check?.();
  const opened = await openOrigins(origins, endpoints.engine);
  try {
    const { files, awaited } = opened;
    const listed = await transfers.send(endpoint.id, { files, ...how }, { quiet, toOne, ...(target && { target }) });
    unawaited(opened.feed());
    return { transfers: listed, awaited };
  } catch (error) {
    opened.abandon();
    throw error;
  }
}

/**
 * Asks for the files last: when VS Code's own file dialog closes, the panel receives the focus, even if another
 * question is open by then.
 */
async function askWhatIsMissing(
  { choices, endpoints }: Transfers,
  endpoint: EndpointSnapshot,
  { target, origins, ...wanted }: FilesForPeers,
): Promise<{ how: SendHow; origins: readonly FileOrigin[] }> {
  if (typeof origins !== 'function' && origins.length === 0) throw new RangeError(l10n.t('Nothing to send.'));
  const how = wanted.how ?? (await askHow(choices, endpoint, await targetedPeers(endpoints, endpoint, target)));
  return { how, origins: typeof origins === 'function' ? await origins() : origins };
}

/**
 * Returns keys for the peers that a target currently means: ids, or the addresses of a UDP socket's peers. Rejects with
 * NOT_OPEN, or with NO_PEER if there is none.
 */
export async function targetedPeers(
  { engine }: Endpoints,
  { id, config }: EndpointSnapshot,
  target?: SendTarget,
): Promise<string[]> {
  const peers = await engine.targetPeers(id, target);
  return peers.map(peer => (isStream(config) ? peer.id : peer.address));
}
