/**
 * Framings that reserve one byte for the end of a frame and encode the others around it: SLIP and COBS. Two ends in a
 * row are padding, not an empty frame. Bytes that can't be decoded are delivered as received.
 */
import type { BegunFrame } from '../begunFrame.ts';
import { ChunkList } from '../chunkList.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import type { Frame, FrameDecoder, FramingKind } from '../framing.ts';
import { DelimiterDecoder } from './delimiter.ts';

/** Encoding of the bytes between two ends. */
export interface ByteStuffing {
  readonly end: number;
  /** Returns the maximum number of bytes that encode this many. */
  encodedBytes(length: number): number;
  /** Returns the size of a frame on the wire, including its end and any byte before it. */
  wireBytes(frame: Uint8Array): number;
  /**
   * Returns the wire bytes in parts, each encoding about `partBytes` of the frame.
   * @throws RangeError for a frame that can't be represented.
   */
  encode(frame: Uint8Array, partBytes: number): Iterable<Uint8Array>;
  /** Returns a decoder for one frame. */
  unstuffing(): Unstuffing;
}

export interface Unstuffing {
  /** Returns the bytes that a part of the encoding represents, or undefined if it is malformed. */
  push(encoded: Uint8Array): Uint8Array | undefined;
  /** Whether the encoding may end here. */
  readonly isComplete: boolean;
}

/** Bytes encoded at a time: encoding a long frame at once would block everything else. */
const defaultPartBytes = 256 * 1024;

/** Long frames are encoded while they are sent and decoded while they arrive, in parts of `partBytes`. */
export function stuffed(stuffing: ByteStuffing, partBytes = defaultPartBytes): FramingKind {
  return {
    decoder: maxFrameBytes => new StuffedDecoder(stuffing, maxFrameBytes, partBytes),
    encoder: () => ({ encode: frame => encode(frame, stuffing, partBytes) }),
  };
}

function encode(frame: Uint8Array, stuffing: ByteStuffing, partBytes: number): EncodedFrame {
  const parts = stuffing.encode(frame, partBytes);
  return frame.length > partBytes ? { length: stuffing.wireBytes(frame), parts } : encodedFrame([...parts]);
}

class StuffedDecoder implements FrameDecoder {
  readonly #stuffing: ByteStuffing;
  #maxFrameBytes: number;
  readonly #partBytes: number;
  readonly #pieces: DelimiterDecoder;
  /** Decoded parts of a long frame that is still arriving. */
  #long: LongFrame | undefined;

  constructor(stuffing: ByteStuffing, maxFrameBytes: number, partBytes: number) {
    this.#stuffing = stuffing;
    this.#maxFrameBytes = maxFrameBytes;
    this.#partBytes = partBytes;
    this.#pieces = new DelimiterDecoder(Uint8Array.of(stuffing.end), stuffing.encodedBytes(maxFrameBytes));
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const piece of this.#pieces.push(chunk)) this.#decode(piece, frames);
    const waiting = this.#pieces.piece;
    if (waiting && waiting.length >= this.#partBytes) {
      this.#long ??= new LongFrame(this.#stuffing, this.#maxFrameBytes);
      this.#long.decodeParts(waiting, this.#partBytes);
    }
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    this.#long = undefined;
    return this.#pieces.end();
  }

  get begun(): BegunFrame | undefined {
    return this.#pieces.begun;
  }

  get unfinishedBytes(): number {
    return this.#pieces.unfinishedBytes + (this.#long?.reservedBytes ?? 0);
  }

  cut(): Frame[] {
    this.#long = undefined;
    return this.#pieces.cut();
  }

  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
    this.#pieces.limitTo(this.#stuffing.encodedBytes(maxFrameBytes));
  }

  /**
   * Adds the frames that a piece between two ends represents. Consecutive ends must cost little: they deliver no frame
   * to pause after.
   */
  #decode(piece: Frame, frames: Frame[]): void {
    const begun = this.#long;
    this.#long = undefined;
    if (piece.flaw) frames.push(piece);
    if (piece.flaw || piece.bytes.length === 0) return;
    const frame = begun ?? new LongFrame(this.#stuffing, this.#maxFrameBytes);
    const bytes = frame.decode(piece.bytes);
    if (!bytes) frames.push({ bytes: piece.bytes, flaw: 'malformed' });
    else if (bytes.length <= this.#maxFrameBytes) frames.push({ bytes });
    else frames.push(...cut(bytes, this.#maxFrameBytes));
  }
}

/** A frame whose first parts are decoded before its last bytes arrive. */
class LongFrame {
  readonly #unstuffing: Unstuffing;
  readonly #decoded: ChunkList;
  #decodedTo = 0;
  #isMalformed = false;

  constructor(stuffing: ByteStuffing, maxFrameBytes: number) {
    this.#unstuffing = stuffing.unstuffing();
    this.#decoded = new ChunkList(maxFrameBytes);
  }

  /** Number of bytes of memory reserved for what is decoded. */
  get reservedBytes(): number {
    return this.#decoded.reservedBytes;
  }

  /** Decodes the complete parts among the first bytes of the frame. */
  decodeParts(encoded: Uint8Array, partBytes: number): void {
    while (encoded.length - this.#decodedTo >= partBytes) this.#decode(encoded, this.#decodedTo + partBytes);
  }

  /** Returns the frame, or undefined if it is malformed. `encoded` is all of it. */
  decode(encoded: Uint8Array): Uint8Array | undefined {
    this.#decode(encoded, encoded.length);
    return this.#isMalformed || !this.#unstuffing.isComplete ? undefined : this.#decoded.takeAll();
  }

  #decode(encoded: Uint8Array, end: number): void {
    const bytes = this.#isMalformed ? undefined : this.#unstuffing.push(encoded.subarray(this.#decodedTo, end));
    this.#decodedTo = end;
    if (bytes) this.#decoded.append(bytes);
    else this.#isMalformed = true;
  }
}

/** Splits a frame over the limit: with few escapes, it can be shorter on the wire than another exactly at the limit. */
function cut(bytes: Uint8Array, maxFrameBytes: number): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += maxFrameBytes) {
    frames.push({ bytes: bytes.subarray(at, at + maxFrameBytes), flaw: 'tooLong' });
  }
  return frames;
}
