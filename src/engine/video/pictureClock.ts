import { type Owner, owned } from '../owned.ts';

/** Ticks at a fixed rate without drifting: missed ticks are skipped, and the next one comes when it is due. */
export class PictureClock {
  readonly #intervalMs: number;
  readonly #beat: () => void;
  readonly #nowMs: () => number;
  readonly #startedMs: number;
  readonly #onTime: () => void;
  /** Number of the next tick. */
  #number = 0;
  #timer: NodeJS.Timeout | undefined;

  /** The first tick comes as soon as the current turn is over. */
  constructor(perSecond: number, beat: () => void, owner: Owner, nowMs = () => performance.now()) {
    this.#intervalMs = 1000 / perSecond;
    this.#beat = beat;
    this.#nowMs = nowMs;
    this.#startedMs = nowMs();
    this.#onTime = owned(owner, 'pictureClock.tick', () => this.#tick());
    this.#timer = setTimeout(this.#onTime, 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const passed = (this.#nowMs() - this.#startedMs) / this.#intervalMs;
    // This is the tick that was due most recently.
    this.#number = Math.max(this.#number, Math.floor(passed)) + 1;
    const waitMs = this.#startedMs + this.#number * this.#intervalMs - this.#nowMs();
    this.#timer = setTimeout(this.#onTime, Math.max(0, waitMs));
    this.#beat();
  }
}
