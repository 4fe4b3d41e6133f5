/** Sends one file, to one peer or to all, for a caller who asks for nothing and is asked nothing. */
import { l10n, type Uri } from 'vscode';
import { endpointLabel } from '../../core/endpointLabel.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TransferSnapshot } from '../../core/transfer/transfer.ts';
import { meantPeers, sendFiles } from './sendFiles.ts';
import { howOf, type SendFileOptions } from './sendOptions.ts';
import type { Transfers } from './transfers.ts';

/** Resolves when it is listed. Rejects with a RangeError when it is not clear which peer is meant. */
export async function sendOneFile(
  transfers: Transfers,
  endpoint: string,
  uri: Uri,
  options: SendFileOptions,
): Promise<TransferSnapshot> {
  const snapshot = transfers.endpoints.find(endpoint);
  const how = howOf(snapshot, options);
  const target = options.peer === undefined ? undefined : { peer: options.peer };
  const peers = await meantPeers(transfers.endpoints, snapshot, target);
  if (peers.length > 1)
    throw new RangeError(l10n.t('{0} has {1} peers: say which one is meant.', endpointLabel(snapshot), peers.length));
  const sent = await sendFiles(transfers, { endpoint: snapshot.id, origins: [{ uri }], target, how, quiet: true });
  const [transfer] = sent.transfers;
  if (!transfer) throw new SocketError('NO_PEER', { kind: snapshot.config.kind });
  return transfer;
}

/** One transfer for each peer that is open: resolves when they are listed. Rejects with NO_PEER where there is none. */
export async function sendFileToAll(
  transfers: Transfers,
  endpoint: string,
  uri: Uri,
  options: Omit<SendFileOptions, 'peer'>,
): Promise<readonly TransferSnapshot[]> {
  const snapshot = transfers.endpoints.find(endpoint);
  const how = howOf(snapshot, options);
  const wanted = { endpoint: snapshot.id, origins: [{ uri }], target: 'all', how, quiet: true } as const;
  return (await sendFiles(transfers, wanted)).transfers;
}
