/** How fast something goes: bytes a second over the last moments. */

/** What is older counts no more. */
const windowMs = 2000;
/** Samples closer together than this are one. */
const stepMs = 100;
/** A shorter time tells nothing. */
const leastMs = 500;

interface Sample {
  readonly timeMs: number;
  readonly bytes: number;
}

export class RateMeter {
  #samples: Sample[] = [];

  /** So many bytes in all, at this time. */
  saw(bytes: number, timeMs: number): void {
    const last = this.#samples.at(-1);
    if (last && timeMs - last.timeMs < stepMs) return;
    this.#samples.push({ timeMs, bytes });
    while (timeMs - (this.#samples[0]?.timeMs ?? timeMs) > windowMs) this.#samples.shift();
  }

  /** Nothing that was seen counts: after a pause. */
  forget(): void {
    this.#samples = [];
  }

  /** Bytes a second up to this time; 0 until that can be told: the first megabytes only fill the system's buffers. */
  rate(bytes: number, timeMs: number): number {
    const [first] = this.#samples;
    if (!first || timeMs - first.timeMs < leastMs) return 0;
    return ((bytes - first.bytes) * 1000) / (timeMs - first.timeMs);
  }
}
