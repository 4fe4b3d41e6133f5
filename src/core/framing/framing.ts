/**
 * The interface of all framings: a decoder that converts a stream to frames, and an encoder that does the reverse.
 * Neither sees a socket or a clock.
 */
import type { BrokenEnvelope } from './brokenEnvelope.ts';
import type { EncodedFrame } from './encodedFrame.ts';

/** A message as the framing delivers it. */
export interface Frame {
  readonly bytes: Uint8Array;
  /**
   * Flaw of the frame. `unterminated`: the stream ended inside it. `tooLong`: it is a piece of a frame over the limit.
   * `cut`: it is a piece of a frame that was cut to free memory. `malformed`: it can't be decoded and is delivered as
   * received. `brokenLength`: its header announces more than the limit. `brokenEnvelope`: its header or trailer isn't
   * valid. From the header of either on, bytes are delivered as they are read, unless `broken` says that the next frame
   * is found. `noise`: it was between two frames and gets no reply.
   */
  readonly flaw?: 'unterminated' | 'tooLong' | 'cut' | 'malformed' | 'brokenLength' | 'brokenEnvelope' | 'noise';
  /** With `brokenLength`: the size of the frame that the header announces. */
  readonly announced?: bigint;
  /** With `brokenEnvelope`: the first invalid byte. */
  readonly broken?: BrokenEnvelope;
}

export interface FrameDecoder {
  /** Whether each chunk is a frame now. Otherwise, chunks may be pushed in slices. */
  readonly readsAreFrames?: boolean;
  /** Returns the frames that a chunk completes. The chunk must not change afterwards: frames may be views of it. */
  push(chunk: Uint8Array, nowMs: number): Frame[];
  /** Returns when to call the decoder again even if nothing arrives, for framings that depend on time. */
  deadline(): number | undefined;
  /** Returns the remaining bytes at the end of the stream. */
  end(nowMs: number): Frame[];
  /** Number of bytes of memory that a frame that has begun takes up; none if it is undefined. */
  readonly unfinishedBytes?: number | undefined;
  /** Byte that still belongs to the frame delivered last if it comes next: the LF of a CRLF. */
  readonly endsBefore?: number | undefined;
  /** Returns the bytes so far of an unfinished frame as a piece, to free memory. Further pieces follow later. */
  cut?(): Frame[];
  /** Changes the maximum size of a frame in one piece, even for a frame that has begun, unless its length is known. */
  limitTo(maxFrameBytes: number): void;
}

export interface FrameEncoder {
  /**
   * Returns the wire bytes of a frame, which must not change until all parts have been created. If frames end with a
   * line ending or a delimiter, a frame that already has one is sent unchanged.
   * @throws RangeError for a frame that the framing can't represent.
   */
  encode(frame: Uint8Array): EncodedFrame;
  /** Splits text after each line ending or delimiter, which is kept. Other framings treat the text as one frame. */
  split?(text: Uint8Array): Uint8Array[];
  /** Returns an encoded frame as the other side delivers it: without its end, if it has one. */
  content?(frame: Uint8Array): Uint8Array;
}

/** Value of `maxFrameBytes` unless the config sets it. */
export const defaultMaxFrameBytes = 16 * 1024 * 1024;

export interface FramingKind {
  /** `maxFrameBytes` is the largest frame that is delivered in one piece. */
  decoder(maxFrameBytes: number): FrameDecoder;
  encoder(): FrameEncoder;
}
