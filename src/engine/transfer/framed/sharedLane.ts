/** The outgoing direction shared by several writers that take turns: held for as long as one of them needs it. */
import { SocketError } from '../../../core/socketError.ts';
import type { Lane } from '../../conversation/lane.ts';
import { type Owner, owned } from '../../owned.ts';
import { withSignal } from '../withSignal.ts';

interface Holding {
  readonly acquired: Promise<void>;
  readonly stop: AbortController;
  lane?: Lane;
}

export class SharedLane {
  readonly #acquire: (signal: AbortSignal) => Promise<Lane>;
  readonly #owner: Owner;
  #users = 0;
  #holding: Holding | undefined;

  constructor(acquire: (signal: AbortSignal) => Promise<Lane>, owner: Owner) {
    this.#acquire = acquire;
    this.#owner = owner;
  }

  /** The lane, for writers that have joined. */
  get held(): Lane {
    if (!this.#holding?.lane) throw new Error('writers must join first');
    return this.#holding.lane;
  }

  /** Resolves when the direction is free for its writers. Rejects if the signal is aborted or the connection lost. */
  async join(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#users++;
    try {
      await withSignal(this.#hold(), signal);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  leave(): void {
    this.#users--;
    const holding = this.#holding;
    if (this.#users > 0 || !holding) return;
    this.#holding = undefined;
    if (holding.lane) holding.lane.release();
    else {
      holding.stop.abort(new SocketError('CANCELLED'));
      // The lane may still be granted.
      holding.acquired.then(
        owned(this.#owner, 'sharedLane.late', () => holding.lane?.release()),
        () => undefined /* reported to the waiting writers */,
      );
    }
  }

  #hold(): Promise<void> {
    this.#holding ??= this.#take();
    return this.#holding.acquired;
  }

  #take(): Holding {
    const stop = new AbortController();
    const lane = this.#acquire(stop.signal);
    const holding: Holding = {
      stop,
      acquired: lane.then(got => {
        holding.lane = got;
      }),
    };
    return holding;
  }
}
