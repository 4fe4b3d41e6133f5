/**
 * The interface of every framing: a decoder that turns a stream into frames, and an encoder that does the reverse. Neither sees a socket or
 * a clock.
 */
import type { EncodedFrame } from './encodedFrame.ts';

/** One message as the framing delivers it. */
export interface Frame {
  readonly bytes: Uint8Array;
  /**
   * Flaw of the frame. `unterminated`: the stream ended inside it. `tooLong`: it is a piece of a frame over the limit. `cut`: it is a piece
   * of a frame that was cut to free memory. `malformed`: it can't be decoded and is delivered as received. `brokenLength`: its length field
   * can't be right; from its header on, all bytes are delivered as they are read.
   */
  readonly flaw?: 'unterminated' | 'tooLong' | 'cut' | 'malformed' | 'brokenLength';
  /** With `brokenLength`: the length in the length field. */
  readonly announced?: bigint;
}

export interface Decoder {
  /** Whether each chunk is a frame now. Otherwise, chunks may be pushed in slices. */
  readonly readsAreFrames?: boolean;
  /** Returns the frames that a chunk completes. The chunk must not change afterwards: frames may be views of it. */
  push(chunk: Uint8Array, nowMs: number): Frame[];
  /** When the decoder must be called again even if nothing arrives, for framings by time. */
  deadline(): number | undefined;
  /** Returns what is left at the end of the stream. */
  end(nowMs: number): Frame[];
  /** Number of bytes of memory that a frame that has begun takes up; none if it is undefined. */
  readonly unfinishedBytes?: number;
  /** Returns what has arrived of a frame as a piece of it, to free its memory. The others follow when it is complete or cut again. */
  cut?(): Frame[];
  /** Changes the largest frame that is delivered in one piece, including one that has begun, unless its length is already known. */
  limitTo(maxFrameBytes: number): void;
}

export interface Encoder {
  /**
   * Returns the wire bytes of a frame, which must not change until all parts have been created. If frames end with a line ending or a
   * delimiter, a frame that already has one is sent unchanged.
   * @throws RangeError for a frame that the framing can't represent.
   */
  encode(frame: Uint8Array): EncodedFrame;
  /** Splits text after each line ending or delimiter, which is kept. Other framings treat the text as one frame. */
  split?(text: Uint8Array): Uint8Array[];
  /** Returns an encoded frame as the other side delivers it: without the end that it may have. */
  content?(frame: Uint8Array): Uint8Array;
}

/** `maxFrameBytes` if the config doesn't set it. */
export const defaultMaxFrameBytes = 16 * 1024 * 1024;

export interface FramingKind {
  /** `maxFrameBytes` is the largest frame that is delivered in one piece. */
  decoder(maxFrameBytes: number): Decoder;
  encoder(): Encoder;
}
