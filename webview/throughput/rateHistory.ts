/** Bytes per second over the last minute, computed from counters that only grow. */

const keptSeconds = 60;

export interface Rates {
  readonly bytesIn: number;
  readonly bytesOut: number;
}

const none: Rates = { bytesIn: 0, bytesOut: 0 };

export class RateHistory {
  readonly #rates: Rates[] = Array.from({ length: keptSeconds }, () => none);
  #last: { readonly counters: Rates; readonly ms: number } | undefined;

  /** Takes the current counters. The first sample yields no rate. */
  sample(counters: Rates, ms: number): void {
    const last = this.#last;
    this.#last = { counters, ms };
    if (!last || ms <= last.ms) return;
    const perSecond = (now: number, before: number) => (Math.max(0, now - before) * 1000) / (ms - last.ms);
    this.#rates.shift();
    this.#rates.push({
      bytesIn: perSecond(counters.bytesIn, last.counters.bytesIn),
      bytesOut: perSecond(counters.bytesOut, last.counters.bytesOut),
    });
  }

  /** The newest sample. */
  get now(): Rates {
    return this.#rates.at(-1) ?? none;
  }

  /** Columns for a graph: seconds (the newest is 0), bytes per second in, and out. */
  get columns(): [number[], number[], number[]] {
    return [
      this.#rates.map((_, at) => at - keptSeconds + 1),
      this.#rates.map(({ bytesIn }) => bytesIn),
      this.#rates.map(({ bytesOut }) => bytesOut),
    ];
  }
}
