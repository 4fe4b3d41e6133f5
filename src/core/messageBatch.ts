/** Received messages in transit from the engine to the host. */

/** Messages of a stream, packed so that passing them to another thread costs little. */
export interface MessageBatch {
  /** Bytes of all messages, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** End of each message in `bytes`. */
  readonly ends: Uint32Array;
  /** Index in `peers` of each message's sender. */
  readonly senders: Uint32Array;
  readonly peers: readonly MessagePeer[];
  /** Messages of the stream dropped so far because too many waited: datagrams, and last ones of closed connections. */
  readonly dropped: number;
  /**
   * `ended`: no more messages follow, and the stream is closed. `closed`: none are waiting, and none arrive until the
   * endpoint is opened again.
   */
  readonly state: 'open' | 'closed' | 'ended';
}

export interface MessagePeer {
  readonly id: string;
  readonly address: string;
}
