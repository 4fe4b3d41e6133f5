/** The other side of one conversation, whatever carries it. */
import type { Framing } from '../../core/endpointConfig.ts';
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';

export interface Peer extends TranscriptPeer {
  readonly snapshot: PeerSnapshot;
  /** Resolves when the kernel has taken the last byte. @throws RangeError for what the framing can't represent. */
  send(data: Uint8Array): Promise<void>;
  /** Sends our end of stream after what was asked for before. @throws SocketError NOT_A_STREAM for UDP. */
  end(): void;
  /** Cuts what is read and sent from now on by another framing. @throws SocketError NOT_A_STREAM for UDP. */
  reframe(framing: Framing): void;
  /** Aborts the connection. @throws SocketError NOT_A_STREAM for UDP. */
  reset(): void;
  /** Ends the conversation in both directions; resolves when it is over. */
  disconnect(): Promise<void>;
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
