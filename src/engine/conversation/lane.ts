/** Exclusive use of the outgoing direction of a conversation, for a file or video. */

/** What a lane is used for; errors mention it. */
export type LaneUse = 'file' | 'video';

/** The outgoing direction, in which nothing else is sent until it is released. */
export interface Lane {
  /** Hands parts to the kernel in order; resolves when it has the last byte, rejects if nothing more can be sent. */
  write(parts: readonly Uint8Array[]): Promise<void>;
  /** Ends the exclusive use: requests made in the meantime get their turn. */
  release(): void;
}
