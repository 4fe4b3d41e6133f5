/** Bytes that a socket receives, taken as hashes: a file of any size is compared without being held. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';

export class ArrivedBytes {
  readonly #socket: Socket;
  #chunks: Buffer[] = [];

  /** Reads from now on, except while the socket is paused. */
  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', chunk => this.#chunks.push(chunk));
  }

  /** SHA-256 in hex of the next `length` bytes, once they have arrived. */
  async hash(length: number): Promise<string> {
    const hash = createHash('sha256');
    for (let left = length; left > 0; ) {
      const chunk = this.#chunks.shift();
      if (!chunk) await once(this.#socket, 'data');
      else {
        hash.update(chunk.subarray(0, left));
        if (chunk.length > left) this.#chunks.unshift(chunk.subarray(left));
        left -= chunk.length;
      }
    }
    return hash.digest('hex');
  }
}
