/** A plain client that behaves badly. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Dice } from './dice.ts';

export class RoughPeer {
  readonly socket: Socket;

  private constructor(socket: Socket) {
    this.socket = socket.resume().on('error', () => undefined);
  }

  /** Resolves with undefined if the connection is refused. */
  static async connect(port: number): Promise<RoughPeer | undefined> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    try {
      await once(socket, 'connect');
      return new RoughPeer(socket);
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
    this.socket.write(dice.bytes(Math.min(length, 20_000)));
  }
}
