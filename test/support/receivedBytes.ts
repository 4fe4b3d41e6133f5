/** Bytes that a socket receives, taken piece by piece: as text, or as a hash, so that a file of any size is compared without being held. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';

export class ReceivedBytes {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];

  /** Reads from now on, except while the socket is paused. */
  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', chunk => this.#chunks.push(chunk));
  }

  /** Takes the next `count` bytes as latin1, once they have arrived. */
  async take(count: number): Promise<string> {
    let taken = '';
    await this.#each(count, part => {
      taken += part.toString('latin1');
    });
    return taken;
  }

  /** Takes the next `count` bytes, once they have arrived, and returns their SHA-256 in hex. */
  async hash(count: number): Promise<string> {
    const hash = createHash('sha256');
    await this.#each(count, part => void hash.update(part));
    return hash.digest('hex');
  }

  /** Bytes that have arrived and were not taken yet. */
  get left(): number {
    return this.#chunks.reduce((sum, { length }) => sum + length, 0);
  }

  async #each(count: number, use: (part: Buffer) => void): Promise<void> {
    for (let missing = count; missing > 0; ) {
      const chunk = this.#chunks.shift();
      if (!chunk) await once(this.#socket, 'data');
      else {
        use(chunk.subarray(0, missing));
        if (chunk.length > missing) this.#chunks.unshift(chunk.subarray(missing));
        missing -= chunk.length;
      }
    }
  }
}
