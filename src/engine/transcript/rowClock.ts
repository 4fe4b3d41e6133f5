/** Clock for a transcript's rows: as precise as the monotonic clock, as accurate as the wall clock, never set back. */

/** Difference above which the clocks have diverged: the machine slept, or its clock was set or corrected. */
const maxPartedMs = 50;
/** A wall clock set back further than this isn't followed: all rows would have the same time until it catches up. */
const maxWaitMs = 1000;
/** Minimum interval between reads of the wall clock: a flood has a million rows a second, each with a time. */
const wallEveryMs = 1;

export class RowClock {
  readonly #wallMs: () => number;
  readonly #monotonicMs: () => number;
  /** Wall clock minus monotonic clock. */
  #offsetMs: number;
  /** When the wall clock is read next, by the monotonic clock. */
  #nextWallMs = 0;
  #lastMs = 0;

  constructor(wallMs = () => Date.now(), monotonicMs = () => performance.now()) {
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
    this.#offsetMs = wallMs() - monotonicMs();
  }

  /** Returns ms since the epoch, with fractions. */
  now(): number {
    const monotonicMs = this.#monotonicMs();
    if (monotonicMs >= this.#nextWallMs) this.#followWallClock(monotonicMs);
    const timeMs = this.#offsetMs + monotonicMs;
    if (timeMs > this.#lastMs) this.#lastMs = timeMs;
    return this.#lastMs;
  }

  #followWallClock(monotonicMs: number): void {
    this.#nextWallMs = monotonicMs + wallEveryMs;
    const aheadMs = this.#wallMs() - (this.#offsetMs + monotonicMs);
    if (aheadMs > maxPartedMs || (aheadMs < -maxPartedMs && aheadMs > -maxWaitMs)) this.#offsetMs += aheadMs;
  }
}
