/** Ends a transfer that won't be completed, in either direction, and records why in the transcript. */
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from '../conversation/peer.ts';
import type { Transfer } from './transfer.ts';
import type { TransferContext } from './transferContext.ts';

export function endEarly(transfer: Transfer, peer: Peer, { transcript }: TransferContext, failure: SocketError): void {
  transfer.fail(withPlace(failure, transfer));
  const { direction, name, bytes, state, failure: reported = failure.failure } = transfer.snapshot;
  const about = { direction, name, bytes };
  if (state === 'cancelled') transcript.event({ code: 'transferCancelled', ...about }, peer);
  else transcript.event({ code: 'transferFailed', ...about, failure: reported }, peer);
}

/** Adds the progress to the failure of an interrupted file, which is also shown without the transfer. */
function withPlace(failure: SocketError, { snapshot: { bytes, size, mode } }: Transfer): SocketError {
  if (failure.code !== 'FILE_INCOMPLETE') return failure;
  const place = { bytes, mode, ...(size !== undefined && { size }) };
  return new SocketError(failure.code, place, { cause: failure.cause });
}
