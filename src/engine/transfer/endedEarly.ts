/** Ends a transfer that will not be whole, in either direction, and tells the transcript why. */
import type { SocketError } from '../../core/socketError.ts';
import type { EndpointContext } from '../endpoints/endpointContext.ts';
import type { Peer } from '../endpoints/peer.ts';
import type { Transfer } from './transfer.ts';

export function endedEarly(
  transfer: Transfer,
  peer: Peer,
  { transcript }: EndpointContext,
  failure: SocketError,
): void {
  transfer.fail(failure);
  const { direction, name, bytes, state } = transfer.snapshot;
  const about = { direction, name, bytes };
  if (state === 'cancelled') transcript.event({ code: 'transferCancelled', ...about }, peer);
  else transcript.event({ code: 'transferFailed', ...about, failure: failure.failure }, peer);
}
