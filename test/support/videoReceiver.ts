/** Reads pictures from a socket, as the tutorials' clients do. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import type { Picture } from '../../src/core/video/picture.ts';
import { videoPayload } from '../../src/core/video/videoPayload.ts';

const lengthBytes = 8;

export class VideoReceiver {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #heldBytes = 0;

  constructor(socket: Socket) {
    this.#chunks = socket[Symbol.asyncIterator]();
  }

  /** Resolves with the next picture. */
  async picture(): Promise<Picture> {
    const length = (await this.#take(lengthBytes)).readBigUInt64LE();
    assert.ok(length < 2n ** 32n, `${length} isn’t a valid length of a picture`);
    const payload = videoPayload(await this.#take(Number(length)));
    assert.ok(payload.kind === 'picture', payload.kind);
    return payload.picture;
  }

  /** Resolves when this text, of at least eight bytes, arrives in place of a picture. */
  async text(expected: string): Promise<void> {
    for (;;) {
      const start = (await this.#peek(lengthBytes)).toString('latin1');
      if (expected.startsWith(start)) break;
      await this.picture();
    }
    assert.equal((await this.#take(expected.length)).toString('latin1'), expected);
  }

  async #take(count: number): Promise<Buffer> {
    const taken = await this.#peek(count);
    const rest = Buffer.concat(this.#held).subarray(count);
    this.#held = [rest];
    this.#heldBytes = rest.length;
    return taken;
  }

  async #peek(count: number): Promise<Buffer> {
    while (this.#heldBytes < count) {
      const { done, value } = await this.#chunks.next();
      assert.ok(!done, 'the stream ended');
      this.#held.push(value);
      this.#heldBytes += value.length;
    }
    this.#held = [Buffer.concat(this.#held)];
    return this.#held[0]?.subarray(0, count) ?? Buffer.alloc(0);
  }
}
