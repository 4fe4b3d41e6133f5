/** A frame that has begun and isn't complete, as its decoder sees it. */

/**
 * What hasn't arrived. `header`: the length isn't known yet. `content`: some of the announced bytes. `trailer`: the end
 * after all announced bytes. `rest`: some of the bytes that every frame has. `end`: the end of a frame without a length.
 * `start`: what has arrived is between two frames.
 */
export const missingParts = ['header', 'content', 'trailer', 'rest', 'end', 'start'] as const;
export type MissingPart = (typeof missingParts)[number];

export interface FrameProgress {
  readonly missing: MissingPart;
  /**
   * Number of bytes that have arrived: of those that are announced, or with `header`, `end` and `start`, of all that
   * haven't been delivered.
   */
  readonly arrived: number;
  /** Number of bytes that follow the header, or that every frame has. */
  readonly announced?: number | undefined;
}

export interface BegunFrame extends FrameProgress {
  /** Tells the frame apart from those before it in the stream. */
  readonly ordinal: number;
  /** Returns a copy of its first bytes as received, at most `count`, without taking them. */
  peek(count: number): Uint8Array;
}
