/** Limits the work done in one turn of the event loop, so that sockets are served in between. */

/** Number of steps after which the clock is read. */
const stepsPerLook = 2 ** 17;
const maxTurnMs = 10;

export class TurnBudget {
  readonly #nowMs: () => number;
  readonly #nextTurn: (begin: () => void) => void;
  #steps = stepsPerLook;
  #sinceMs: number | undefined;

  constructor(
    nowMs = () => performance.now(),
    nextTurn: (begin: () => void) => void = begin => {
      setImmediate(begin);
    },
  ) {
    this.#nowMs = nowMs;
    this.#nextTurn = nextTurn;
  }

  /** Takes steps from this turn's work, unless that is used up. The first steps of a turn are always granted. */
  takes(steps: number): boolean {
    if (this.#sinceMs === undefined) this.#begin();
    if (this.#steps < steps) {
      if (this.#steps < stepsPerLook && this.#nowMs() - (this.#sinceMs ?? 0) >= maxTurnMs) return false;
      this.#steps = stepsPerLook;
    }
    this.#steps -= steps;
    return true;
  }

  #begin(): void {
    this.#sinceMs = this.#nowMs();
    this.#steps = stepsPerLook;
    this.#nextTurn(() => {
      this.#sinceMs = undefined;
    });
  }
}

/** Shared by all endpoints, since they share the thread: for reading and writing bytes as well as for patterns. */
export const turnBudget = new TurnBudget();
