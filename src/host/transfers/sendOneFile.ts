/** Sends one file for a caller, to one peer or to all, without prompting. */
import type { Uri } from 'vscode';
import { SocketError } from '../../core/socketError.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { sendFiles } from './sendFiles.ts';
import { howOf, type SendFileOptions } from './sendOptions.ts';
import type { Transfers } from './transfers.ts';

/** Resolves when the transfer is listed. Rejects with SEVERAL_PEERS if it isn't clear which peer is meant. */
export async function sendOneFile(
  transfers: Transfers,
  endpoint: string,
  uri: Uri,
  options: SendFileOptions,
): Promise<TransferSnapshot> {
  const snapshot = transfers.endpoints.find(endpoint);
  const how = howOf(snapshot, options);
  const target = options.peer === undefined ? undefined : { peer: options.peer };
  const wanted = { endpoint: snapshot.id, origins: [{ uri }], target, how, toOne: true, quiet: true } as const;
  const sent = await sendFiles(transfers, wanted);
  const [transfer] = sent.transfers;
  if (!transfer) throw new SocketError('NO_PEER', { kind: snapshot.config.kind });
  return transfer;
}

/** Starts one transfer per open peer, and resolves when they are listed. Rejects with NO_PEER if there is none. */
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
