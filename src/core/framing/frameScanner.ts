/**
 * The interface of framings that read a stream byte by byte: a scanner finds where frames end, and `ScannedDecoder`
 * keeps their bytes.
 */
import type { ExpectedPart } from './brokenEnvelope.ts';

/**
 * What ends at an offset. `gap`: bytes that belong to no frame. `noise` and `malformed`: a frame with that flaw.
 * `restart`: a frame whose end is missing, since another one begins. `broken`: nothing after it can be told apart.
 * `tooLarge`: the same, because of the length that it announces.
 */
export type Found = 'frame' | 'gap' | 'noise' | 'malformed' | 'restart' | 'broken' | 'tooLarge';

export interface FrameScanner {
  /**
   * Reads on from an offset of a chunk. Returns the offset after what it found, or -1 if the rest of the chunk belongs
   * to something that hasn't ended. After `broken` and `tooLarge`, it isn't called again.
   */
  next(chunk: Uint8Array, from: number): number;
  /** The last finding. */
  readonly found: Found;
  /** Number of bytes before and after the content: of what was found last, or of the frame that has begun. */
  readonly head: number;
  readonly tail: number;
  /** Whether the length of that frame was announced, and checked against the limit. */
  readonly isSized: boolean;
  /** Number of bytes that the head of the frame that has begun announces; undefined until it has been read. */
  readonly length: number | undefined;
  /** Number of these bytes that haven't arrived. */
  readonly left: number;
  /** Number of bytes at the end of a frame that has begun that may turn out not to be content. */
  readonly uncertain: number;
  /** Whether a frame has begun even if nothing has arrived since its start. */
  readonly isInside: boolean;
  /** Whether what has begun is noise. */
  readonly isNoise: boolean;
  /** Whether what has begun is a frame if the stream ends here. */
  readonly mayEnd: boolean;
  /** After `broken` and `tooLarge`: the offset in the chunk, negative if it was in an earlier one. */
  readonly brokenAt: number;
  /** After `broken` and `restart`: what was expected. */
  readonly expected: ExpectedPart | undefined;
  readonly least: number | undefined;
  /** After `tooLarge`: the announced length. */
  readonly announced: bigint;
  /** Changes the largest content of a frame. */
  limitTo(maxFrameBytes: number): void;
  /** Starts over with a new stream. */
  reset(): void;
}

/** Base of scanners: what most of them don't have. */
export abstract class Scanner implements FrameScanner {
  found: Found = 'frame';
  head = 0;
  tail = 0;
  isSized = false;
  length: number | undefined;
  left = 0;
  uncertain = 0;
  isInside = false;
  isNoise = false;
  mayEnd = false;
  brokenAt = 0;
  expected: ExpectedPart | undefined;
  least: number | undefined;
  announced = 0n;

  abstract next(chunk: Uint8Array, from: number): number;
  abstract reset(): void;

  limitTo(_maxFrameBytes: number): void {
    // Most have no lengths: the decoder cuts long frames.
  }

  /** Reports a byte that can't be right. Nothing after it can be told apart, so all of the chunk is delivered. */
  protected breakOff(chunk: Uint8Array, at: number, expected: ExpectedPart, least?: number): number {
    this.found = 'broken';
    this.brokenAt = at;
    this.expected = expected;
    this.least = least;
    return chunk.length;
  }

  /** Reports a length beyond the limit, read up to an offset. */
  protected refuseLength(chunk: Uint8Array, at: number, announced: bigint): number {
    this.found = 'tooLarge';
    this.brokenAt = at;
    this.announced = announced;
    return chunk.length;
  }
}
