/** Received messages on their way from the engine to the host. */

/** Messages of a stream, packed so that passing them to another thread costs little. */
export interface MessageBatch {
  /** All of them, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each ends in `bytes`. */
  readonly ends: Uint32Array;
  /** Index in `peers` of the sender of each. */
  readonly senders: Uint32Array;
  readonly peers: readonly MessageSender[];
  /** Messages of the stream that were dropped so far, since too many waited: datagrams, and the last ones of closed connections. */
  readonly dropped: number;
  /** `ended`: no more messages follow, and the stream is closed. `closed`: none waits, and none comes before the endpoint is opened again. */
  readonly state: 'open' | 'closed' | 'ended';
}

export interface MessageSender {
  readonly id: string;
  readonly address: string;
}
