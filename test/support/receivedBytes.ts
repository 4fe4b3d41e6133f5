import { once } from 'node:events';
import type { Socket } from 'node:net';

/** All that a socket receives, to be taken piece by piece. */
export class ReceivedBytes {
  #bytes = Buffer.alloc(0);
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', chunk => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
    });
  }

  /** Takes this many bytes as soon as they are there, as latin1. */
  async take(count: number): Promise<string> {
    while (this.#bytes.length < count) await once(this.#socket, 'data');
    const taken = this.#bytes.subarray(0, count).toString('latin1');
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  /** Bytes that were not taken yet. */
  get left(): number {
    return this.#bytes.length;
  }
}
