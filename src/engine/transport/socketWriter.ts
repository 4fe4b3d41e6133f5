/**
 * Writes to a stream socket in order, long data in slices. A write blocks the thread while the kernel copies its bytes; between slices,
 * other endpoints get their turn.
 */
import type { Socket } from 'node:net';
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import { type Owner, owned, startOwned } from '../owned.ts';
import { fewMessages, turnBudget } from '../turns/turnBudget.ts';
import type { WriteCallback } from './transport.ts';

const sliceBytes = 256 * 1024;
const nothing = new Uint8Array();

export class SocketWriter {
  readonly #socket: Socket;
  readonly #owner: Owner;
  /** Writes that wait for a long one in progress. */
  #waiting: (() => Promise<void> | undefined)[] = [];
  #isSlicing = false;

  constructor(socket: Socket, owner: Owner) {
    this.#socket = socket;
    this.#owner = owner;
  }

  /**
   * Writes a frame. If the socket is destroyed while it waits or is being written in slices, `taken` isn't called; the
   * socket's `close` event follows.
   */
  write(wire: EncodedFrame, taken: WriteCallback): void {
    if (wire.length > sliceBytes) this.#next(() => this.#writeSlices(wire.parts, taken));
    else if (this.#isSlicing) this.#next(() => this.#hand([...wire.parts], taken));
    else this.#hand([...wire.parts], taken);
  }

  /**
   * Runs `act` when the socket has everything before it: immediately, unless a long write is in progress. Never once the socket is
   * destroyed.
   */
  afterwards(act: () => void): void {
    this.#next(() => {
      act();
      return undefined;
    });
  }

  #next(begin: () => Promise<void> | undefined): void {
    this.#waiting.push(begin);
    if (!this.#isSlicing) startOwned(this.#owner, 'socketWriter.slices', () => this.#writeWaiting());
  }

  async #writeWaiting(): Promise<void> {
    this.#isSlicing = true;
    for (let next = this.#waiting.shift(); next && !this.#socket.destroyed; next = this.#waiting.shift()) {
      const turn = this.#waiting.length < fewMessages ? undefined : turnBudget.takeMessageWhenPossible(0);
      if (turn !== undefined) await turn;
      if (this.#socket.destroyed) break;
      const written = next();
      if (written !== undefined) await written;
    }
    this.#waiting = [];
    this.#isSlicing = false;
  }

  async #writeSlices(parts: Iterable<Uint8Array>, taken: WriteCallback): Promise<void> {
    let isBegun = false;
    for (const slice of slicesOf(parts)) {
      const turn = turnBudget.takeWhenPossible(sliceBytes);
      if (turn !== undefined) await turn;
      if (this.#socket.destroyed) return;
      const error = await new Promise<Error | null | undefined>(resolve => this.#hand(slice, resolve));
      // A failure after the first slice ends the socket.
      if (error && isBegun) return;
      if (error) return taken(error);
      isBegun = true;
    }
    taken();
  }

  #hand(parts: readonly Uint8Array[], taken: WriteCallback): undefined {
    const whole = owned(this.#owner, 'socketWriter.taken', taken);
    const last = parts.length - 1;
    if (last > 0) this.#socket.cork();
    for (let at = 0; at < last; at++) this.#socket.write(parts[at] as Uint8Array);
    this.#socket.write(parts[last] ?? nothing, whole);
    if (last > 0) this.#socket.uncork();
  }
}

/** Yields the same bytes in slices, each with one or several parts. */
function* slicesOf(parts: Iterable<Uint8Array>): Iterable<Uint8Array[]> {
  let slice: Uint8Array[] = [];
  let room = sliceBytes;
  for (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const piece = part.subarray(at, at + room);
      slice.push(piece);
      at += piece.length;
      room -= piece.length;
      if (room > 0) continue;
      yield slice;
      slice = [];
      room = sliceBytes;
    }
  }
  if (slice.length > 0) yield slice;
}
