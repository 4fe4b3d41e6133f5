/** Selects frames so that a given number per second remains, evenly spaced, regardless of the source's own rate. */
export class Pace {
  readonly #intervalMs: number;
  #dueMs = Number.NEGATIVE_INFINITY;

  constructor(fps: number) {
    this.#intervalMs = 1000 / fps;
  }

  /** Whether to take the frame with this time. Times must increase. */
  takes(timeMs: number): boolean {
    // Cameras aren't punctual: a frame that is up to half an interval early counts as the one that is due.
    if (timeMs < this.#dueMs - this.#intervalMs / 2) return false;
    const isLate = timeMs > this.#dueMs + this.#intervalMs;
    this.#dueMs = (isLate ? timeMs : this.#dueMs) + this.#intervalMs;
    return true;
  }
}
