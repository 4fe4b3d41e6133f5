/** Frames of a fixed length. */
import type { FixedFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import { ChunkList } from './chunkList.ts';
import { encodedFrame } from './encodedFrame.ts';
import type { Decoder, Frame, FramingKind } from './framing.ts';

export function fixed({ fixed: bytes }: FixedFraming): FramingKind {
  return {
    // The user chose the length, so no other limit is needed.
    decoder: () => new FixedDecoder(bytes),
    encoder: () => ({
      encode: frame => {
        if (frame.length === bytes) return encodedFrame([frame]);
        throw wrongLength(frame.length, bytes);
      },
    }),
  };
}

/** Returns the error for a message that doesn’t have the length of all frames. */
export function wrongLength(bytes: number, frameBytes: number): TextError {
  return new TextError('the message is {0} B long, but this endpoint’s messages must be {1} B', bytes, frameBytes);
}

class FixedDecoder implements Decoder {
  readonly #bytes: number;
  readonly #chunks: ChunkList;

  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#chunks = new ChunkList(bytes);
  }

  push(chunk: Uint8Array): Frame[] {
    this.#chunks.append(chunk);
    const frames: Frame[] = [];
    while (this.#chunks.length >= this.#bytes) frames.push({ bytes: this.#chunks.take(this.#bytes) });
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    return this.#chunks.length === 0 ? [] : [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  limitTo(): void {
    // The length of a frame is the one that the framing specifies.
  }
}
