/** No framing: each read delivers a frame, which the UI calls a chunk. */
import { encodedFrame } from './encodedFrame.ts';
import type { Frame, FrameDecoder, FramingKind } from './framing.ts';

export const none: FramingKind = {
  decoder: maxFrameBytes => new ChunkDecoder(maxFrameBytes),
  encoder: () => ({ encode: frame => encodedFrame([frame]) }),
};

class ChunkDecoder implements FrameDecoder {
  readonly readsAreFrames = true;
  #maxFrameBytes: number;

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (let at = 0; at < chunk.length; at += this.#maxFrameBytes) {
      frames.push({ bytes: chunk.subarray(at, at + this.#maxFrameBytes) });
    }
    return frames;
  }

  deadline(): undefined {
    return undefined;
  }

  end(): Frame[] {
    return [];
  }

  limitTo(maxFrameBytes: number): void {
    this.#maxFrameBytes = maxFrameBytes;
  }
}
