/** What receiving a file needs beside the bytes: where it may go, who has to agree, and what is told when it is whole. */
import { basename, isAbsolute, join } from 'node:path';
import { hostOfPeer, isLoopback } from '../../core/address.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TransferQuestion } from '../../core/transfer/transfer.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Peer } from '../endpoints/peer.ts';
import type { FinishedFile } from './receivedFile.ts';
import type { Transfer } from './transfer.ts';

/** Who was agreed to: for as long as he is connected, however many files he sends. */
const agreedTo = new WeakSet<Peer>();

/** What a piece costs beside its bytes: the smallest must not fill the memory. */
export const pieceBytes = 128;

/** What may wait in memory for the disk before reading pauses, or for a person. */
export function maxWaitingBytes(transfer: Transfer | undefined): number {
  return transfer?.isAsking ? 64 * 1024 : 1024 * 1024;
}

/** Resolves with the directory when a person agreed where one has to. Rejects when it was declined or cancelled. */
export async function permitted(transfer: Transfer, peer: Peer, context: EndpointContext): Promise<string> {
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

/** Bytes that one file may have. */
export function maxFileBytes({ files }: Peer, { receiving }: EndpointContext): number {
  return files?.maxFileBytes ?? receiving().maxFileBytes;
}

/** Tells that a file is whole. */
export function received(transfer: Transfer, peer: Peer, { transcript }: EndpointContext, file: FinishedFile): void {
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
  { transfers }: EndpointContext,
): Promise<void> {
  transfers.checkAsking();
  try {
    await transfer.ask(question);
  } finally {
    // More may wait for the disk than for a person.
    peer.eased();
  }
}

function directoryOf({ files }: Peer, { receiving }: EndpointContext): string | undefined {
  const { directory, baseDirectory } = receiving();
  const configured = files?.directory;
  if (configured === undefined) return directory;
  if (isAbsolute(configured)) return configured;
  if (baseDirectory !== undefined) return join(baseDirectory, configured);
  throw new SocketError('NO_DIRECTORY', { directory: configured });
}

/** A Unix socket is of this machine, too. */
function isLocal({ address }: Peer): boolean {
  const host = hostOfPeer(address);
  return /^[/\\]/.test(host) || isLoopback(host.replace(/^\[|\]$/g, ''));
}
