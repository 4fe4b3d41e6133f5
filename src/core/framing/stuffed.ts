/**
 * Framings that keep one byte for the end of a frame and encode the others around it: SLIP and COBS. Two ends in a row are padding,
 * no empty frame. What can't be decoded is delivered as it was on the wire.
 */
import { DelimiterDecoder } from './delimiter.ts';
import type { Decoder, Frame, FramingKind } from './framing.ts';

/** How the bytes between two ends are encoded. */
export interface ByteStuffing {
  readonly end: number;
  /** The largest encoding of so many bytes. */
  encodedBytes(length: number): number;
  /** The wire bytes of a frame, its end and what stands before it included. @throws RangeError for what it can't represent. */
  encode(frame: Uint8Array): Uint8Array;
  /** Nothing when the bytes are no such encoding. */
  decode(encoded: Uint8Array): Uint8Array | undefined;
}

export function stuffed(stuffing: ByteStuffing): FramingKind {
  return {
    decoder: maxFrameBytes => new StuffedDecoder(stuffing, maxFrameBytes),
    encoder: () => ({ encode: frame => [stuffing.encode(frame)] }),
  };
}

class StuffedDecoder implements Decoder {
  readonly #stuffing: ByteStuffing;
  readonly #maxFrameBytes: number;
  readonly #pieces: DelimiterDecoder;

  constructor(stuffing: ByteStuffing, maxFrameBytes: number) {
    this.#stuffing = stuffing;
    this.#maxFrameBytes = maxFrameBytes;
    this.#pieces = new DelimiterDecoder(Uint8Array.of(stuffing.end), stuffing.encodedBytes(maxFrameBytes));
  }

  push(chunk: Uint8Array): Frame[] {
    return this.#pieces.push(chunk).flatMap(piece => this.#frames(piece));
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    return this.#pieces.end();
  }

  #frames(piece: Frame): Frame[] {
    if (piece.flaw) return [piece];
    if (piece.bytes.length === 0) return [];
    const bytes = this.#stuffing.decode(piece.bytes);
    if (!bytes) return [{ bytes: piece.bytes, flaw: 'malformed' }];
    return bytes.length <= this.#maxFrameBytes ? [{ bytes }] : cut(bytes, this.#maxFrameBytes);
  }
}

/** Few escapes make a frame over the limit shorter on the wire than one of exactly the limit may be. */
function cut(bytes: Uint8Array, maxFrameBytes: number): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += maxFrameBytes) {
    frames.push({ bytes: bytes.subarray(at, at + maxFrameBytes), flaw: 'tooLong' });
  }
  return frames;
}
