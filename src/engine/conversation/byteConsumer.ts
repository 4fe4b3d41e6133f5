/** Takes a stream's bytes in place of the framing, for a file or a video. A conversation has at most one. */
export interface ByteConsumer {
  push(chunk: Uint8Array): void;
  /** Called when the other side has sent its end of stream. */
  end(): void;
  /** Called when the connection is gone, with or without an end of stream. */
  gone(): void;
  /** True if it has enough for now: reading pauses until the conversation's `eased` is called. */
  readonly isBusy: boolean;
}
