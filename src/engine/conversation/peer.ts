/** A conversation as endpoints, files and video use it. `Conversation` implements it. */
import type { Reframed } from '../../core/config/configChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { Owner } from '../owned.ts';
import type { ByteConsumer } from './byteConsumer.ts';
import type { Lane, LaneUse } from './lane.ts';
import type { PeerIdentity } from './peerIdentity.ts';

/** As an owner, it ends the conversation immediately. */
export interface Peer extends PeerIdentity, Owner {
  readonly isStream: boolean;
  readonly snapshot: PeerSnapshot;
  /**
   * Sends one frame; a text (`isText`) with several lines or with delimiters in it as several. The transcript keeps the
   * bytes, which must not change afterwards. Resolves when the kernel has the last byte. Rejects with a RangeError if
   * the framing can't represent it.
   */
  send(data: Uint8Array, isText?: boolean): Promise<void>;
  /** Sends our end of stream after everything requested before. @throws SocketError NOT_A_STREAM for UDP. */
  end(): void;
  /**
   * Applies another config from the next byte on; waiting messages are sent unchanged. With `reframes`, a frame that has begun is delivered
   * as it is, and the framing restarts.
   */
  configure(config: EndpointConfig, reframes: Reframed): void;
  /**
   * Resolves when the outgoing direction is free and the caller holds it. Rejects with the signal's reason, or once the direction has
   * ended.
   */
  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane>;
  /**
   * Passes further bytes to `consumer` instead of the framing, or to the framing again, beginning with `unread`, which
   * was already read.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  consumeBy(consumer: ByteConsumer | undefined, unread?: Uint8Array): void;
  /** The endpoint's config when the conversation began. */
  readonly openedWith: EndpointConfig;
  /** The current consumer, which takes the bytes in place of the framing. */
  readonly consumer: ByteConsumer | undefined;
  /**
   * Returns a copy of the first bytes of the message that it is sending, without taking them; undefined if none is
   * incomplete.
   */
  peekIncomplete(count: number): Uint8Array | undefined;
  /** Resets the connection. @throws SocketError NOT_A_STREAM for UDP, NO_RESET for a Unix domain socket or a named pipe. */
  reset(): void;
  /**
   * Ends the connection immediately, by a reset if possible, so that the other side doesn't mistake the part it received for the whole.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  abort(): void;
  /**
   * Called by the lane's holder after the other side's end, when the lane's bytes have become useless. If the other
   * side doesn't take them in time, the connection is closed without them, once everything requested before our end has
   * been handed over.
   */
  abandonRest(): void;
  /** Ends the conversation in both directions; resolves when it is over. */
  disconnect(): Promise<void>;
  /** Drops unrecorded bytes, and everything received from now on, since the transcript will be deleted. */
  discard(): void;
  /** Resumes reading. Called when the receiver is no longer busy. */
  eased(): void;
}
