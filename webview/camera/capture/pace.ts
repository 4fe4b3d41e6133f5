/** Selects frames of a source so that there are a given number per second, evenly spaced, whatever the source's own rate is. */
export class Pace {
  readonly #intervalMs: number;
  #dueMs = Number.NEGATIVE_INFINITY;

  constructor(fps: number) {
    this.#intervalMs = 1000 / fps;
  }

  /** Whether to take the frame with this time. Times increase. */
  takes(timeMs: number): boolean {
    // Cameras aren't punctual: a frame that is less than half an interval early is the one that was due.
    if (timeMs < this.#dueMs - this.#intervalMs / 2) return false;
    const isLate = timeMs > this.#dueMs + this.#intervalMs;
    this.#dueMs = (isLate ? timeMs : this.#dueMs) + this.#intervalMs;
    return true;
  }
}
