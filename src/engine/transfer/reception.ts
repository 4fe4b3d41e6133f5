/** Everything about a received file except its bytes: where it is saved, who must consent, and how its completion is announced. */
import { basename, isAbsolute, join } from 'node:path';
import { hostOfPeer, isLoopback } from '../../core/address.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TransferQuestion } from '../../core/transfer/transferSnapshot.ts';
import type { Peer } from '../conversation/peer.ts';
import type { FinishedFile } from './disk/receivedFile.ts';
import { fileReception } from './fileReception.ts';
import type { Transfer } from './transfer.ts';
import type { TransferContext } from './transferContext.ts';

/** Peers that the user accepted: for as long as they are connected, however many files they send. */
const agreedTo = new WeakSet<Peer>();

/** Overhead of a piece besides its bytes: tiny ones must not fill the memory. */
export const pieceBytes = 128;

/** How much may wait in memory for the disk, or for the user, before reading pauses. */
export function maxWaitingBytes(transfer: Transfer | undefined): number {
  return transfer?.isAsking ? 64 * 1024 : 1024 * 1024;
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

/** Maximum size of one file. */
export function maxFileBytes(peer: Peer, { receiving }: TransferContext): number {
  return fileReception(peer)?.maxFileBytes ?? receiving().maxFileBytes;
}

/** Announces that a file is complete. */
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

/** A Unix socket's peer is on this machine, too. */
function isLocal({ address }: Peer): boolean {
  const host = hostOfPeer(address);
  return /^[/\\]/.test(host) || isLoopback(host.replace(/^\[|\]$/g, ''));
}
