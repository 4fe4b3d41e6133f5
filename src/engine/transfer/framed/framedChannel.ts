/** The part of a framed exchange that incoming files use. */
import type { FramedMessage } from '../../../core/transfer/framedMessage.ts';
import type { Peer } from '../../conversation/peer.ts';
import type { TransferContext } from '../transferContext.ts';

export interface FramedChannel {
  readonly peer: Peer;
  readonly context: TransferContext;
  /** Joins the outgoing direction's users; the returned function leaves. Rejects if the signal is aborted first. */
  join(signal: AbortSignal): Promise<() => void>;
  /** Requires the incoming data to be read as framed; the returned function lifts the requirement. */
  stay(): () => void;
  /** Sends a message; requires `join`. Isn't awaited, since a peer that doesn't read would block us. */
  send(message: FramedMessage): void;
}
