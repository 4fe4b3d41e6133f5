/** Takes a stream's bytes in place of the framing: a file, a video. A direction has one at most. */
export interface ByteConsumer {
  push(chunk: Uint8Array): void;
  /** The other side has sent its end of stream. */
  end(): void;
  /** The connection is gone, with or without an end of stream. */
  gone(): void;
  /** Whether it has enough for now: reading pauses until the conversation's `eased` is called. */
  readonly isBusy: boolean;
}
