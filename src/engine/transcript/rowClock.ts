/** The time of a transcript's rows: as exact as the monotonic clock, as right as the wall clock, and never earlier than that of the row before. */

/** Beyond this, the clocks have diverged: the machine slept, or its clock was set or corrected. */
const maxPartedMs = 50;
/** A clock that is set back further than that isn't followed: all rows until then would have one time. */
const maxWaitMs = 1000;
/** The wall clock is read this often at most, because a flood takes the time of a million rows a second. */
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
