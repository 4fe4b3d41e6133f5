/** Frames of a fixed length. */
import type { FixedFraming } from '../endpointConfig.ts';
import { TextError } from '../phrase.ts';
import type { BegunFrame } from './begunFrame.ts';
import { ChunkList } from './chunkList.ts';
import { encodedFrame } from './encodedFrame.ts';
import type { Frame, FrameDecoder, FramingKind } from './framing.ts';

export function fixed({ fixed: bytes }: FixedFraming): FramingKind {
  return {
    // The user chose the length, so no other limit applies.
    decoder: () => new FixedDecoder(bytes),
    encoder: () => ({
      encode: frame => {
        if (frame.length === bytes) return encodedFrame([frame]);
        throw wrongLength(frame.length, bytes);
      },
    }),
  };
}

/** Returns the error for a message whose length isn't that of all frames. */
export function wrongLength(bytes: number, frameBytes: number): TextError {
  return new TextError('the message is {0} B long, but this endpoint’s messages must be {1} B', bytes, frameBytes);
}

class FixedDecoder implements FrameDecoder, BegunFrame {
  readonly missing = 'rest';
  readonly #bytes: number;
  readonly #chunks: ChunkList;
  /** Bytes of the current frame that have already been delivered. */
  #cutBytes = 0;
  #ordinal = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#chunks = new ChunkList(bytes);
  }

  push(chunk: Uint8Array): Frame[] {
    this.#chunks.append(chunk);
    const frames: Frame[] = [];
    for (let left = this.#left; this.#chunks.length >= left; left = this.#left) {
      const bytes = this.#chunks.take(left);
      frames.push(this.#cutBytes > 0 ? { bytes, flaw: 'cut' } : { bytes });
      this.#cutBytes = 0;
      this.#ordinal++;
    }
    this.#chunks.compact();
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    return this.#chunks.length === 0 ? [] : [{ bytes: this.#chunks.takeAll(), flaw: 'unterminated' }];
  }

  get begun(): BegunFrame | undefined {
    return this.arrived === 0 ? undefined : this;
  }

  get ordinal(): number {
    return this.#ordinal;
  }

  get arrived(): number {
    return this.#cutBytes + this.#chunks.length;
  }

  get announced(): number {
    return this.#bytes;
  }

  peek(count: number): Uint8Array {
    return this.#chunks.peek(count);
  }

  get unfinishedBytes(): number {
    return this.#chunks.reservedBytes;
  }

  cut(): Frame[] {
    if (this.#chunks.length === 0) return [];
    this.#cutBytes += this.#chunks.length;
    return [{ bytes: this.#chunks.takeAll(), flaw: 'cut' }];
  }

  limitTo(): void {
    // The framing itself specifies the length of all frames.
  }

  /** Number of bytes up to the end of the current frame. */
  get #left(): number {
    return this.#bytes - this.#cutBytes;
  }
}
