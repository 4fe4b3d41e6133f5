/** The other side of one conversation, over any transport. */
import type { EndpointConfig, FileReception } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { Owner } from '../owned.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';
import type { Lane, LaneUse } from './outbox.ts';

/** As an owner, it ends the conversation immediately. */
export interface Peer extends TranscriptPeer, Owner {
  readonly snapshot: PeerSnapshot;
  /**
   * Sends one frame; a text (`isText`) with several lines or with delimiters in it as several. The transcript keeps the bytes, which must
   * not change afterwards. Resolves when the kernel has the last byte. Rejects with a RangeError for what the framing can't represent.
   */
  send(data: Uint8Array, isText?: boolean): Promise<void>;
  /** Sends our end of stream after everything requested before. @throws SocketError NOT_A_STREAM for UDP. */
  end(): void;
  /**
   * Applies another config from the next byte on; waiting messages are sent unchanged. With `reframes`, a frame that has begun is delivered
   * as it is, and the framing restarts.
   */
  configure(config: EndpointConfig, reframes: boolean): void;
  /**
   * Resolves when the outgoing direction is free and the caller holds it. Rejects with the signal's reason, or once the direction has
   * ended.
   */
  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane>;
  /**
   * Passes what is read to `intake` instead of the framing, or to the framing again, beginning with bytes that have already been read.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  divert(intake: Intake | undefined, unread?: Uint8Array): void;
  /** How files are received, as configured when it connected. */
  readonly files: FileReception | undefined;
  /** The current intake, which takes the bytes in place of the framing. */
  readonly intake: Intake | undefined;
  /** Lets another follower see what goes to the framing. @throws SocketError NOT_A_STREAM for UDP. */
  watch(watcher: Watcher): void;
  /** Resets the connection. @throws SocketError NOT_A_STREAM for UDP, NO_RESET for a Unix domain socket or a named pipe. */
  reset(): void;
  /**
   * Ends the connection immediately, by a reset if possible, so that the other side doesn't mistake the part it received for the whole.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  abort(): void;
  /** Ends the conversation in both directions; resolves when it is over. */
  disconnect(): Promise<void>;
  /** The receiver is no longer busy: reading continues. */
  eased(): void;
}

/** Takes a stream's bytes in place of the framing. */
export interface Intake {
  push(chunk: Uint8Array): void;
  /** The peer has sent its end of stream. */
  end(): void;
  /** The connection is gone, with or without an end of stream. */
  gone(): void;
  /** Whether it has enough for now: reading pauses until the peer's `eased` is called. */
  readonly isBusy: boolean;
}

/** Sees a stream's bytes on their way to the framing. */
export interface Watcher {
  push(chunk: Uint8Array): void;
  /** Whether it needs to see no more. */
  readonly isOver: boolean;
}

/** Traffic of a peer in wire bytes. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
  framesIn: number;
  framesOut: number;
}

export function noTraffic(): Traffic {
  return { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0 };
}
