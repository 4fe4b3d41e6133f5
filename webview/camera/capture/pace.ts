/** Which of a source's frames are taken, so that there are so many a second, evenly, whatever the source's own rate is. */
export class Pace {
  readonly #intervalMs: number;
  #dueMs = Number.NEGATIVE_INFINITY;

  constructor(fps: number) {
    this.#intervalMs = 1000 / fps;
  }

  /** Whether the frame of this time is to be taken. Times increase. */
  takes(timeMs: number): boolean {
    // Cameras are not punctual: what is less than half an interval early is the one that was due.
    if (timeMs < this.#dueMs - this.#intervalMs / 2) return false;
    const isLate = timeMs > this.#dueMs + this.#intervalMs;
    this.#dueMs = (isLate ? timeMs : this.#dueMs) + this.#intervalMs;
    return true;
  }
}
