import { type Owner, owned } from '../owned.ts';

/** Beats so many times a second, without drifting: beats that were missed are left out, and the next comes when it is due. */
export class PictureClock {
  readonly #intervalMs: number;
  readonly #beat: () => void;
  readonly #nowMs: () => number;
  readonly #startedMs: number;
  readonly #onTime: () => void;
  /** Of the beat that is waited for. */
  #number = 0;
  #timer: NodeJS.Timeout | undefined;

  /** The first beat comes at once, before anything else does. */
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
    // The one that is the latest due now was this one.
    this.#number = Math.max(this.#number, Math.floor(passed)) + 1;
    const waitMs = this.#startedMs + this.#number * this.#intervalMs - this.#nowMs();
    this.#timer = setTimeout(this.#onTime, Math.max(0, waitMs));
    this.#beat();
  }
}
