/** Measures a rate: bytes per second over the last `windowMs`. */

/** Older samples are ignored. */
const windowMs = 2000;
/** Samples closer together than this are merged. */
const stepMs = 100;
/** Minimum time for a meaningful rate. */
const leastMs = 500;

interface Sample {
  readonly timeMs: number;
  readonly bytes: number;
}

export class RateMeter {
  #samples: Sample[] = [];

  /** Records the total number of bytes at a time. */
  record(bytes: number, timeMs: number): void {
    const last = this.#samples.at(-1);
    if (last && timeMs - last.timeMs < stepMs) return;
    this.#samples.push({ timeMs, bytes });
    while (timeMs - (this.#samples[0]?.timeMs ?? timeMs) > windowMs) this.#samples.shift();
  }

  /** Discards all samples, after a pause. */
  forget(): void {
    this.#samples = [];
  }

  /** Returns bytes per second up to this time; 0 until that is known: the first megabytes only fill the system's buffers. */
  rate(bytes: number, timeMs: number): number {
    const [first] = this.#samples;
    if (!first || timeMs - first.timeMs < leastMs) return 0;
    return ((bytes - first.bytes) * 1000) / (timeMs - first.timeMs);
  }
}
