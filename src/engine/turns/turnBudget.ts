/** Limits the work done in one turn of the event loop, so that sockets are served in between. */

/** Number of steps after which the clock is read. */
const stepsPerLook = 2 ** 17;
const maxTurnMs = 10;
/** Steps of a message besides its bytes: recording and answering an empty one costs as much as this many bytes. */
const messageSteps = 2048;
/** Messages that don't wait for a later turn even if the budget is used up: together they cost less than a turn. */
export const fewMessages = 64;

/** A caller that waits for a later turn. */
interface Waiting {
  readonly goOn: () => void;
  /**
   * True if it continues only after `goOn` has returned, like code that awaits a promise: only then is it known whether
   * the turn has budget left.
   */
  readonly isAsync: boolean;
}

export class TurnBudget {
  readonly #nowMs: () => number;
  readonly #nextTurn: (begin: () => void) => void;
  #steps = stepsPerLook;
  /** Number of messages that this turn still takes when its budget is used up. */
  #few = fewMessages;
  #sinceMs: number | undefined;
  /** In the order of the requests. */
  readonly #waiting: Waiting[] = [];

  constructor(
    nowMs = () => performance.now(),
    nextTurn: (begin: () => void) => void = begin => {
      setImmediate(begin);
    },
  ) {
    this.#nowMs = nowMs;
    this.#nextTurn = nextTurn;
  }

  /** True once this turn has taken as long as it may, whatever was done in it. */
  get isOver(): boolean {
    if (this.#sinceMs === undefined) this.#begin();
    return this.#isSpent;
  }

  /** Takes steps from this turn's budget. Returns false if it is used up; a turn's first steps are always granted. */
  tryTake(steps: number): boolean {
    if (this.#sinceMs === undefined) this.#begin();
    if (this.#steps < steps) {
      if (this.#steps < stepsPerLook && this.#isSpent) {
        this.#steps = 0;
        return false;
      }
      this.#steps = stepsPerLook;
    }
    this.#steps -= steps;
    return true;
  }

  /** Takes the steps of a message. */
  tryTakeMessage(bytes: number): boolean {
    return this.tryTake(bytes + messageSteps);
  }

  /** Takes the steps of empty messages that have been handled. False if others should have a turn before the next. */
  chargeMessages(count: number): boolean {
    return this.tryTake(count * messageSteps);
  }

  /** Takes the steps of a message that isn't one of many. A turn without budget takes a few of them, of all peers. */
  tryTakeLoneMessage(bytes: number): boolean {
    return this.tryTakeMessage(bytes) || this.#tryTakeFew();
  }

  /** Takes the steps of a message: immediately, or in a later turn, when the promise resolves. */
  takeMessageWhenPossible(bytes: number): Promise<void> | undefined {
    return this.takeWhenPossible(bytes + messageSteps);
  }

  /** Takes steps: immediately, or in a later turn, when the promise resolves. */
  takeWhenPossible(steps: number): Promise<void> | undefined {
    return this.tryTake(steps) ? undefined : this.#takeLater(steps);
  }

  /** Calls `goOn` in a later turn that has budget left, after all earlier requests. A turn calls at least one. */
  inLaterTurn(goOn: () => void): void {
    this.#wait({ goOn, isAsync: false });
  }

  async #takeLater(steps: number): Promise<void> {
    do await new Promise<void>(resolve => this.#wait({ goOn: resolve, isAsync: true }));
    while (!this.tryTake(steps));
  }

  #wait(waiting: Waiting): void {
    if (this.#sinceMs === undefined) this.#begin();
    this.#waiting.push(waiting);
  }

  #tryTakeFew(): boolean {
    if (this.#sinceMs === undefined) this.#begin();
    if (this.#few === 0) return false;
    this.#few--;
    return true;
  }

  get #isSpent(): boolean {
    return this.#nowMs() - (this.#sinceMs ?? 0) >= maxTurnMs;
  }

  #begin(): void {
    this.#sinceMs = this.#nowMs();
    this.#steps = stepsPerLook;
    this.#few = fewMessages;
    this.#nextTurn(() => this.#turn());
  }

  #turn(): void {
    this.#sinceMs = undefined;
    // A caller that asks again is called in the next turn, even if this one has budget left: a turn must end.
    const waiting = this.#waiting.length;
    if (waiting === 0) return;
    this.#begin();
    for (let called = 0; called < waiting && (called === 0 || !this.#isSpent); called++) {
      const next = this.#waiting.shift();
      next?.goOn();
      if (next?.isAsync) break;
    }
  }
}

/** Shared by all endpoints, since they share the thread: for reading and writing bytes as well as for patterns. */
export const turnBudget = new TurnBudget();
