/**
 * Limits the questions that one page makes the host ask: one at a time, and none for a while after several were
 * dismissed. Otherwise a page that was taken over could keep the window behind dialogs, so that not even its tab can be
 * closed. Its error notices are limited, too.
 */
import { SocketError } from '../../core/socketError.ts';
import type { Asker } from '../callers/askers.ts';
import { Dismissed } from '../dismissed.ts';

/** Number of questions that may be dismissed without a pause, and the time after which one no longer counts. */
const maxDismissed = 3;
const countedMs = 60_000;
/** Long enough to close the page's tab. */
const pauseMs = 10_000;
/** Number of notices that may be open; the page itself shows further errors. */
const maxNotices = 3;

export class PageQuestions implements Asker {
  readonly #nowMs: () => number;
  /** The call whose question is open. */
  #asking: object | undefined;
  /** Times when the last questions were dismissed, oldest first. */
  #dismissedMs: number[] = [];
  #notices = 0;

  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * Rejects with QUESTION_OPEN while another call's question is open, and with QUESTIONS_DISMISSED during the pause.
   */
  async ask<T>(call: object, question: () => PromiseLike<T>): Promise<T> {
    // A question about an item of a list that stays open.
    if (this.#asking === call) return question();
    if (this.#asking) throw new SocketError('QUESTION_OPEN');
    if (this.#isPausing) throw new SocketError('QUESTIONS_DISMISSED');
    this.#asking = call;
    try {
      const answer = await question();
      if (answer === undefined || answer === false) this.#noteDismissed();
      else this.#dismissedMs = [];
      return answer;
    } catch (error) {
      if (error instanceof Dismissed) this.#noteDismissed();
      throw error;
    } finally {
      this.#asking = undefined;
    }
  }

  notify(show: () => PromiseLike<unknown>): boolean {
    if (this.#notices >= maxNotices) return false;
    this.#notices++;
    const closed = () => {
      this.#notices--;
    };
    show().then(closed, closed);
    return true;
  }

  get #isPausing(): boolean {
    const nowMs = this.#nowMs();
    const counted = this.#dismissedMs.filter(atMs => nowMs - atMs < countedMs);
    return counted.length >= maxDismissed && nowMs - (counted.at(-1) ?? 0) < pauseMs;
  }

  #noteDismissed(): void {
    this.#dismissedMs = [...this.#dismissedMs, this.#nowMs()].slice(-maxDismissed);
  }
}
