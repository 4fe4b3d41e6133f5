/** Takes a stream's bytes in place of the framing, for a file or a video. A conversation has at most one. */
export interface ByteConsumer {
  /** Called with bytes whose memory nothing else uses, except for other slices of the same read. */
  push(chunk: Uint8Array): void;
  /** Called when the other side has sent its end of stream. */
  end(): void;
  /** Called when the connection is gone, with or without an end of stream. */
  gone(): void;
  /** Size of the slices in which it takes a long read, with turns of others in between; absent if a read costs little. */
  readonly sliceBytes?: number;
  /** True if it has enough for now: reading pauses until the conversation's `eased` is called. */
  readonly isBusy: boolean;
}
