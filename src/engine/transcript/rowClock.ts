/** The time of a transcript's rows: as exact as the monotonic clock, as right as the wall clock, and never earlier than that of the row before. */

/** Beyond this, the clocks have diverged: the machine slept, or its clock was set or corrected. */
const maxPartedMs = 50;
/** A clock that is set back further than that isn't followed: all rows until then would have one time. */
const maxWaitMs = 1000;

export class RowClock {
  readonly #wallMs: () => number;
  readonly #monotonicMs: () => number;
  /** What is added to the monotonic clock. */
  #offsetMs: number;
  #lastMs = 0;

  constructor(wallMs = () => Date.now(), monotonicMs = () => performance.now()) {
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
    this.#offsetMs = wallMs() - monotonicMs();
  }

  /** Returns ms since the epoch, with fractions. */
  now(): number {
    const monotonicMs = this.#monotonicMs();
    const aheadMs = this.#wallMs() - (this.#offsetMs + monotonicMs);
    if (aheadMs > maxPartedMs || (aheadMs < -maxPartedMs && aheadMs > -maxWaitMs)) this.#offsetMs += aheadMs;
    this.#lastMs = Math.max(this.#lastMs, this.#offsetMs + monotonicMs);
    return this.#lastMs;
  }
}
