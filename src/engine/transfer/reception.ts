/**
 * Everything about a received file except its bytes: where it is saved, whether the user must consent, and how its
 * completion is announced.
 */
import { basename, isAbsolute, join } from 'node:path';
import { hostOfPeer, isLoopback } from '../../core/address.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TransferQuestion } from '../../core/transfer/transferSnapshot.ts';
import type { Peer } from '../conversation/peer.ts';
import type { FinishedFile } from './disk/receivedFile.ts';
import { fileReception } from './fileReception.ts';
import type { Transfer } from './transfer.ts';
import type { TransferContext } from './transferContext.ts';
import { allWaitingBytes, fewBytes } from './waitingBytes.ts';

/** Peers that the user accepted, for all files until they disconnect. */
const agreedTo = new WeakSet<Peer>();

/** Overhead that is counted for a piece besides its bytes, so that tiny ones don't fill the memory. */
export const pieceBytes = 128;

/** Returns the number of bytes that may wait in memory for the disk, or for the user, before reading pauses. */
export function maxWaitingBytes(transfer: Transfer | undefined): number {
  return transfer?.isAsking || allWaitingBytes.areTooMany ? fewBytes : 1024 * 1024;
}

/** Resolves with the directory, once the user has consented if that is required. Rejects if it was declined or cancelled. */
export async function permitted(transfer: Transfer, peer: Peer, context: TransferContext): Promise<string> {
  const { asksForRemote } = context.receiving();
  if (asksForRemote && !agreedTo.has(peer) && !isLocal(peer)) {
    await ask('consent', transfer, peer, context);
    agreedTo.add(peer);
  }
  for (;;) {
    const directory = directoryOf(peer, context);
    if (directory !== undefined) return directory;
    await ask('directory', transfer, peer, context);
  }
}

/** Returns the maximum size of a received file. */
export function maxFileBytes(peer: Peer, { receiving }: TransferContext): number {
  return fileReception(peer)?.maxFileBytes ?? receiving().maxFileBytes;
}

/** Ends the transfer of a file that is complete, and records it in the transcript. */
export function received(transfer: Transfer, peer: Peer, { transcript }: TransferContext, file: FinishedFile): void {
  transfer.fileDone();
  transfer.learn({ name: basename(file.path) });
  transfer.succeed(file);
  const { name, bytes, queuedMs, endedMs = queuedMs, resumedAt } = transfer.snapshot;
  const { sha256 } = file;
  const about = { name, files: 1, bytes, durationMs: endedMs - queuedMs, sha256 };
  transcript.event({ code: 'fileReceived', ...about, ...(resumedAt !== undefined && { resumedAt }) }, peer);
}

async function ask(
  question: TransferQuestion,
  transfer: Transfer,
  peer: Peer,
  { transfers }: TransferContext,
): Promise<void> {
  transfers.checkAsking();
  try {
    await transfer.ask(question);
  } finally {
    // More may wait for the disk than for the user.
    peer.eased();
  }
}

function directoryOf(peer: Peer, { receiving }: TransferContext): string | undefined {
  const { directory, baseDirectory } = receiving();
  const configured = fileReception(peer)?.directory;
  if (configured === undefined) return directory;
  if (isAbsolute(configured)) return configured;
  if (baseDirectory !== undefined) return join(baseDirectory, configured);
  throw new SocketError('NO_DIRECTORY', { directory: configured });
}

/** Returns true if a peer is on this machine, as the peers of a Unix socket are. */
function isLocal({ address }: Peer): boolean {
  const host = hostOfPeer(address);
  return /^[/\\]/.test(host) || isLoopback(host.replace(/^\[|\]$/g, ''));
}
