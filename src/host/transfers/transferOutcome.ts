/** The outcome of a transfer, for callers of the API and of commands. */
import { SocketError } from '../../core/socketError.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { withSentence } from '../shown/withSentence.ts';
import type { Transfers } from './transfers.ts';

/** Resolves when the transfer is complete. Rejects with a sentence if it ends early. */
export async function waitForOutcome(transfers: Transfers, id: string): Promise<{ sha256?: string }> {
  return outcomeOf(await transfers.ended(id).catch(error => Promise.reject(withSentence(error))));
}

/** Returns the outcome of a transfer that has ended. Rejects with a sentence if it ended early. */
export async function outcomeOf({ state, failure, sha256 }: TransferSnapshot): Promise<{ sha256?: string }> {
  if (state === 'done') return sha256 === undefined ? {} : { sha256 };
  throw withSentence(failure ? SocketError.of(failure) : new SocketError('CANCELLED'));
}
