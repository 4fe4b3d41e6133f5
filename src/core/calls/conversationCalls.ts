/** Calls about the conversations of an endpoint: their peers, and the messages that are sent and received. */
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../endpointSnapshot.ts';
import type { MessageBatch } from '../messageBatch.ts';

export interface ConversationCalls {
  /** Returns the peers that a target currently stands for. Rejects with NOT_OPEN, or with NO_PEER if there are none. */
  targetPeers(id: string, target?: SendTarget): Promise<PeerSnapshot[]>;
  /** Sends one frame, or text (`isText`) line by line if lines are frames. Resolves when the kernel has all of it. */
  send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot>;
  /** Sends an entry's bytes again, to the entry's peer. Rejects with NO_ENTRY, or NO_PEER if that has disconnected. */
  resend(id: string, seq: number): Promise<EndpointSnapshot>;
  /** Sends our end of stream to one peer or to all, after everything requested before. */
  end(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Aborts the connection (RST). */
  reset(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Ends a connection in both directions; forgets a UDP peer. */
  disconnect(id: string, peer: string): Promise<EndpointSnapshot>;

  /**
   * Starts queuing the messages that an endpoint receives, in all present and future conversations or in that with one
   * open peer. Returns the number of this stream. While 1 MiB or 4,096 messages wait, stream conversations stop reading
   * and datagrams are dropped; while 64 MiB or 69,632 wait, the last messages of closed connections are dropped, too.
   * Rejects with NO_PEER, and with TOO_MANY_STREAMS.
   */
  openMessages(id: string, peer?: string): Promise<number>;
  /**
   * Resolves with waiting messages, at most 1,000 and 1 MiB (or a single larger one), as soon as there is one. With
   * `untilClosed`, it also resolves, with none, while the endpoint is closed. Rejects with a RangeError while another
   * take of the stream is pending.
   */
  takeMessages(stream: number, untilClosed?: boolean): Promise<MessageBatch>;
  /** Does nothing to a stream that was closed. */
  closeMessages(stream: number): Promise<void>;

  /** Returns undefined if the peer isn't open. */
  openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined>;
  /** Returns the first open peer after the one with this number, and the last one: two peers, one, or none. */
  laterPeers(id: string, number: number): Promise<PeerSnapshot[]>;
  /**
   * Returns a copy of the first bytes, at most `count`, that have arrived of the message that a peer is sending, as
   * received and without taking them; undefined if none is incomplete. Rejects with NO_PEER.
   */
  incompleteBytes(id: string, peer: string, count: number): Promise<Uint8Array | undefined>;
  /** Returns open peers by age, then the recently closed ones. */
  peers(id: string, from: number, count: number): Promise<PeerSnapshot[]>;
  /** Returns closed peers that still have entries, most recent first: 1,000 at most, including those of earlier windows. */
  recentPeers(id: string, count: number): Promise<PeerSnapshot[]>;
  /** Names the peers of an address. An empty name removes it. */
  renamePeer(id: string, address: string, name: string): Promise<EndpointSnapshot>;
}
