/** Limits how often each kind of line is logged: a number of lines per minute, however often it occurs. */

const minuteMs = 60_000;

interface Spent {
  sinceMs: number;
  lines: number;
  leftOut: number;
}

export class LineBudget {
  readonly #linesAMinute: number;
  readonly #nowMs: () => number;
  readonly #spent = new Map<string, Spent>();

  /** `nowMs` is a clock in ms, with any origin. */
  constructor(linesAMinute: number, nowMs: () => number) {
    this.#linesAMinute = linesAMinute;
    this.#nowMs = nowMs;
  }

  /** Returns how many lines of this kind were dropped since the last accepted one; undefined to drop this one, too. */
  take(kind: string): number | undefined {
    const nowMs = this.#nowMs();
    const spent = this.#spent.get(kind) ?? { sinceMs: nowMs, lines: 0, leftOut: 0 };
    this.#spent.set(kind, spent);
    if (nowMs - spent.sinceMs >= minuteMs) Object.assign(spent, { sinceMs: nowMs, lines: 0 });
    if (spent.lines >= this.#linesAMinute) {
      spent.leftOut++;
      return undefined;
    }
    spent.lines++;
    const { leftOut } = spent;
    spent.leftOut = 0;
    return leftOut;
  }
}
