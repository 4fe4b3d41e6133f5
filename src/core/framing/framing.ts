/** What every framing is: a decoder that turns a stream into frames, an encoder that does the reverse. Neither sees a socket or a clock. */
import type { EncodedFrame } from './encodedFrame.ts';

/** One message as the framing delivers it. */
export interface Frame {
  readonly bytes: Uint8Array;
  /**
   * What was wrong with it. `unterminated`: the stream ended inside it. `tooLong`: a piece of a frame over the limit.
   * `malformed`: it can't be decoded, and comes as it was on the wire.
   * `brokenLength`: a length field that can't be right; the bytes from its header on, all later ones come as they are read.
   */
  readonly flaw?: 'unterminated' | 'tooLong' | 'malformed' | 'brokenLength';
  /** With `brokenLength`: the length that was announced. */
  readonly announced?: bigint;
}

export interface Decoder {
  /** Frames that a chunk completes. The chunk must not change afterwards: frames may be views of it. */
  push(chunk: Uint8Array, nowMs: number): Frame[];
  /** When the decoder wants to be asked again though nothing came, for framings by time. */
  deadline(): number | undefined;
  /** What is left at the end of the stream. */
  end(nowMs: number): Frame[];
  /** Changes the largest frame that is delivered in one piece, also for one that has begun, unless its length is known already. */
  limitTo(maxFrameBytes: number): void;
}

export interface Encoder {
  /**
   * The wire bytes of a frame, which must not change before all parts are made. Where frames end with a line ending or a delimiter, one
   * that has its own is sent as it is. @throws RangeError for a frame that the framing can't represent.
   */
  encode(frame: Uint8Array): EncodedFrame;
  /** Splits a text behind each line ending or delimiter, which is kept. Other framings take the text as one frame. */
  split?(text: Uint8Array): Uint8Array[];
  /** A frame that was encoded as the other side delivers it: without the end that it may have. */
  content?(frame: Uint8Array): Uint8Array;
}

/** `maxFrameBytes` where the config names none. */
export const defaultMaxFrameBytes = 16 * 1024 * 1024;

export interface FramingKind {
  /** `maxFrameBytes` is the largest frame that is delivered in one piece. */
  decoder(maxFrameBytes: number): Decoder;
  encoder(): Encoder;
}
