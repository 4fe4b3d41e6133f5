/** The receiving side of sent video: delivers its frames as they arrive. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Frame, FrameDecoder } from '../../../../src/core/framing/framing.ts';
import { lengthPrefix } from '../../../../src/core/framing/length/lengthPrefix.ts';
import type { Picture } from '../../../../src/core/video/picture.ts';
import { type Endian, lengthPrefixBytes } from '../../../../src/core/video/videoLength.ts';
import { videoPayload } from '../../../../src/core/video/videoPayload.ts';

export function framesDecoder(endian: Endian): FrameDecoder {
  return lengthPrefix({ lengthPrefix: { bytes: lengthPrefixBytes, endian } }).decoder(64 * 1024 * 1024);
}

/** A video receiver for tests: delivers frame by frame. */
export class Frames {
  readonly #socket: Socket;
  readonly #decoder: FrameDecoder;
  readonly #waiting: Frame[] = [];

  constructor(socket: Socket, endian: Endian = 'little') {
    this.#socket = socket;
    this.#decoder = framesDecoder(endian);
  }

  async next(): Promise<Uint8Array> {
    while (this.#waiting.length === 0) {
      const [chunk] = await once(this.#socket, 'data');
      this.#waiting.push(...this.#decoder.push(chunk as Buffer, 0));
    }
    return this.#waiting.shift()?.bytes ?? new Uint8Array();
  }

  async picture(): Promise<Picture> {
    const payload = videoPayload(await this.next());
    assert.equal(payload.kind, 'picture');
    return (payload as { picture: Picture }).picture;
  }
}
