/** The framed format with one peer, as the files use it that the peer sends. */
import type { FramedMessage } from '../../../core/transfer/framedMessage.ts';
import type { Peer } from '../../conversation/peer.ts';
import type { TransferContext } from '../transferContext.ts';

export interface FramedChannel {
  readonly peer: Peer;
  readonly context: TransferContext;
  /** Joins in using the outgoing direction; the returned function leaves it. Rejects if the signal is aborted first. */
  join(signal: AbortSignal): Promise<() => void>;
  /** Requires the incoming data to be read as framed; the returned function lifts the requirement. */
  stay(): () => void;
  /** Only after joining: the bytes are on their way when it returns. Isn't awaited, since a peer that doesn't read would block us. */
  say(message: FramedMessage): void;
}
