/**
 * Limits work that blocks the extension host or the engine while it runs, and that a page may request at any rate: one
 * piece at a time, with pauses that leave most of the time to others.
 */
import { SocketError } from '../../core/socketError.ts';

/** A pause is this many times as long as the work before it. */
const pauseFactor = 3;

export class PacedWork {
  readonly #nowMs: () => number;
  /** The newest waiting work of each kind, in the order in which it will run. */
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  /** Set while work runs and during the pause after it. */
  #isTaken = false;

  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * Runs work as soon as possible. Rejects with CANCELLED if it is still waiting when newer work of its kind arrives or
   * when it is forgotten: a page needs only the newest answer.
   */
  async run<T>(kind: string, work: () => T | Promise<T>): Promise<T> {
    await this.#turn(kind);
    const beganMs = this.#nowMs();
    try {
      return await work();
    } finally {
      this.#pause(pauseFactor * (this.#nowMs() - beganMs));
    }
  }

  /** Cancels all waiting work. Call it when the page is gone. */
  forget(): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new SocketError('CANCELLED'));
  }

  async #turn(kind: string): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return;
    }
    this.#waiting.get(kind)?.reject(new SocketError('CANCELLED'));
    this.#waiting.delete(kind);
    const turn = Promise.withResolvers<void>();
    this.#waiting.set(kind, turn);
    await turn.promise;
  }

  #pause(pauseMs: number): void {
    setTimeout(() => this.#next(), pauseMs);
  }

  #next(): void {
    const [kind] = this.#waiting.keys();
    if (kind === undefined) {
      this.#isTaken = false;
      return;
    }
    this.#waiting.get(kind)?.resolve();
    this.#waiting.delete(kind);
  }
}
