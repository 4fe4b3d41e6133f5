/**
 * Passes changes on to a recipient: urgent ones immediately, mere figures a few times a second, and none before the
 * previous one was received.
 */

/** Often enough for figures. */
const defaultEveryMs = 250;

export class UpdateThrottle {
  readonly #pass: () => Promise<unknown>;
  readonly #everyMs: number;
  readonly #nowMs: () => number;
  #passedMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  /** Identifies the state that is being passed on. */
  #passing: object | undefined;
  /** Set if something has changed since the last state was passed on. */
  #hasMore = false;
  #isUrgent = false;

  /** `pass` passes on the current state, and settles when it has been received. */
  constructor(pass: () => Promise<unknown>, everyMs = defaultEveryMs, nowMs = () => performance.now()) {
    this.#pass = pass;
    this.#everyMs = everyMs;
    this.#nowMs = nowMs;
  }

  notify({ isUrgent }: { isUrgent: boolean }): void {
    this.#hasMore = true;
    this.#isUrgent ||= isUrgent;
    this.#schedule();
  }

  /** Forgets pending changes and the awaited receipt: the recipient is gone. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#passing = undefined;
    this.#hasMore = false;
    this.#isUrgent = false;
  }

  #schedule(): void {
    if (this.#passing || !this.#hasMore) return;
    const waitMs = this.#isUrgent ? 0 : this.#passedMs + this.#everyMs - this.#nowMs();
    if (waitMs <= 0) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), waitMs);
  }

  #send(): void {
    const passing = {};
    const passed = () => {
      if (this.#passing !== passing) return;
      this.#passing = undefined;
      this.#schedule();
    };
    this.forget();
    this.#passing = passing;
    this.#passedMs = this.#nowMs();
    this.#pass().then(passed, passed);
  }
}
