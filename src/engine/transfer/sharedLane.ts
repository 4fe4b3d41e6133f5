/** The outgoing direction in the hand of several who write in turns: held as long as one of them needs it. */
import { SocketError } from '../../core/socketError.ts';
import type { Lane } from '../endpoints/outbox.ts';

export class SharedLane {
  readonly #acquire: (signal: AbortSignal) => Promise<Lane>;
  #users = 0;
  #holding: { readonly lane: Promise<Lane>; readonly stop: AbortController } | undefined;

  constructor(acquire: (signal: AbortSignal) => Promise<Lane>) {
    this.#acquire = acquire;
  }

  /** The lane of those who joined. */
  get held(): Promise<Lane> {
    if (!this.#holding) throw new Error('whoever writes has joined before');
    return this.#holding.lane;
  }

  /** Resolves when the direction is free for those who share it. Rejects when the signal comes first, or the connection goes. */
  async join(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#users++;
    const leave = Promise.withResolvers<never>();
    const stop = () => leave.reject(signal.reason);
    signal.addEventListener('abort', stop);
    try {
      await Promise.race([this.#hold(), leave.promise]);
    } catch (error) {
      this.leave();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  leave(): void {
    this.#users--;
    const holding = this.#holding;
    if (this.#users > 0 || !holding) return;
    this.#holding = undefined;
    holding.stop.abort(new SocketError('CANCELLED'));
    holding.lane.then(
      lane => lane.release(),
      () => undefined /* told to those who waited */,
    );
  }

  #hold(): Promise<Lane> {
    if (!this.#holding) {
      const stop = new AbortController();
      this.#holding = { lane: this.#acquire(stop.signal), stop };
    }
    return this.#holding.lane;
  }
}
