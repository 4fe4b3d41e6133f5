/** The other side of one conversation, whatever carries it. */
import type { EndpointConfig, FileReception } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { Owner } from '../owned.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';
import type { Lane, LaneUse } from './outbox.ts';

/** As an owner it ends the conversation at once. */
export interface Peer extends TranscriptPeer, Owner {
  readonly snapshot: PeerSnapshot;
  /**
   * Sends one frame; a text (`isText`) of several lines, or with a delimiter in it, as several. The transcript keeps the bytes, which must
   * not change any more. Resolves when the kernel has taken the last byte. Rejects with a RangeError for what the framing can't represent.
   */
  send(data: Uint8Array, isText?: boolean): Promise<void>;
  /** Sends our end of stream after what was asked for before. @throws SocketError NOT_A_STREAM for UDP. */
  end(): void;
  /**
   * Goes on by another config, from the next byte on; messages that wait go out as they are. With `reframes` what has begun is delivered
   * as it is, and the framing begins anew.
   */
  configure(config: EndpointConfig, reframes: boolean): void;
  /** Resolves when the outgoing direction is free and in the caller's hand. Rejects with the signal's reason, or when it has ended. */
  lane(signal: AbortSignal, use?: LaneUse): Promise<Lane>;
  /**
   * Gives what is read to `intake` instead of the framing, or to the framing again, beginning with bytes that were read already.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  divert(intake: Intake | undefined, unread?: Uint8Array): void;
  /** How files are received, as configured when it connected. */
  readonly files: FileReception | undefined;
  /** Who takes the bytes in place of the framing. */
  readonly intake: Intake | undefined;
  /** Also this one sees what goes to the framing. @throws SocketError NOT_A_STREAM for UDP. */
  watch(watcher: Watcher): void;
  /** Resets the connection. @throws SocketError NOT_A_STREAM for UDP, NO_RESET for a Unix domain socket or a named pipe. */
  reset(): void;
  /**
   * Ends the connection at once, by a reset where there is one, so that the other side doesn't take the part it received for the whole.
   * @throws SocketError NOT_A_STREAM for UDP.
   */
  abort(): void;
  /** Ends the conversation in both directions; resolves when it is over. */
  disconnect(): Promise<void>;
  /** Whoever was busy isn't any more: reading goes on. */
  eased(): void;
}

/** Takes a stream's bytes in place of the framing. */
export interface Intake {
  push(chunk: Uint8Array): void;
  /** The peer has sent its end of stream. */
  end(): void;
  /** The connection is gone, after its end or without. */
  gone(): void;
  /** It has enough for now: reading pauses until the peer's `eased` is called. */
  readonly isBusy: boolean;
}

/** Looks on while a stream's bytes go to the framing. */
export interface Watcher {
  push(chunk: Uint8Array): void;
  /** It wants to see no more. */
  readonly isOver: boolean;
}

/** What a peer carried, in wire bytes. */
export interface Traffic {
  bytesIn: number;
  bytesOut: number;
  framesIn: number;
  framesOut: number;
}

export function noTraffic(): Traffic {
  return { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0 };
}
