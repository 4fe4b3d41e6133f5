/** A plain client that behaves badly and knows what it sent and received. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Dice } from './dice.ts';

const patternBytes = 251;

/** Returns the byte at a position of the pattern that orderly peers send. Its length is prime, so that lost or swapped pieces show. */
export function patternAt(place: number): number {
  return place % patternBytes;
}

export class RoughPeer {
  readonly socket: Socket;
  readonly address: string;
  /** True if it sends only the pattern. */
  readonly isOrderly: boolean;
  /** True after a reset by either side: bytes in flight are lost. */
  wasReset = false;
  sentBytes = 0;
  gotBytes = 0;
  /** True while everything received was the pattern, as the echo of an orderly peer is. */
  gotPattern = true;

  private constructor(socket: Socket, isOrderly: boolean) {
    this.socket = socket;
    this.address = `127.0.0.1:${socket.localPort}`;
    this.isOrderly = isOrderly;
    socket.on('data', chunk => this.#got(chunk));
    socket.on('error', () => {
      this.wasReset = true;
    });
  }

  /** Resolves with undefined if the connection is refused. */
  static async connect(port: number, isOrderly: boolean): Promise<RoughPeer | undefined> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    try {
      await once(socket, 'connect');
      return new RoughPeer(socket, isOrderly);
    } catch {
      return undefined;
    }
  }

  get isGone(): boolean {
    return this.socket.destroyed;
  }

  /** Does one thing at random. */
  act(dice: Dice): void {
    const { socket } = this;
    if (socket.writableEnded || socket.destroyed) return;
    switch (dice.number(12)) {
      case 0:
        socket.end();
        break;
      case 1:
        this.wasReset = true;
        socket.resetAndDestroy();
        break;
      case 2:
        socket.pause();
        setTimeout(() => socket.resume(), dice.number(200));
        break;
      case 3:
        for (let at = 0; at < 50; at++) this.#send(1, dice);
        break;
      case 4:
        this.#send(1 + dice.number(300_000), dice);
        break;
      default:
        this.#send(1 + dice.number(2000), dice);
    }
  }

  /** Ends the connection and waits until both sides are done. */
  async leave(): Promise<void> {
    if (this.socket.destroyed) return;
    this.socket.resume();
    const closed = new Promise<void>(resolve => this.socket.once('close', () => resolve()));
    if (!this.socket.writableEnded) this.socket.end();
    await closed;
  }

  #send(length: number, dice: Dice): void {
    const bytes = this.isOrderly
      ? Uint8Array.from({ length }, (_, at) => patternAt(this.sentBytes + at))
      : dice.bytes(Math.min(length, 20_000));
    this.sentBytes += bytes.length;
    this.socket.write(bytes);
  }

  #got(chunk: Buffer): void {
    for (const [at, byte] of chunk.entries()) if (byte !== patternAt(this.gotBytes + at)) this.gotPattern = false;
    this.gotBytes += chunk.length;
  }
}
