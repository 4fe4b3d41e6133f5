/** Replies that are pending in all outboxes together: thousands of peers, each within its own limits, could exhaust the memory. */
import type { SocketError } from '../../core/socketError.ts';
import { everyStep, type Owner, owned } from '../owned.ts';
import { turnBudget } from '../turns/turnBudget.ts';

/** Beyond this number, each peer may have only a few more: one costs some 3 KB of memory. */
const mostAnswers = 100_000;
const mostBytes = 256 * 1024 * 1024;

/** An outbox with more than a few pending replies. As an owner, it ends its conversation. */
export interface AnswerHolder extends Owner {
  /** Called when there may be room again. */
  eased(): void;
}

export class PendingAnswers {
  readonly #maxBytes: number;
  readonly #maxAnswers: number;
  readonly #all: PendingAnswers | undefined;
  #answers = 0;
  #bytes = 0;
  /** They are congested while there are too many. The first is woken next. */
  readonly #holders = new Set<AnswerHolder>();
  /** Number of holders that are still to be woken. */
  #toWake = 0;

  /** `all` counts these together with others. */
  constructor(maxBytes = mostBytes, maxAnswers = mostAnswers, all?: PendingAnswers) {
    this.#maxBytes = maxBytes;
    this.#maxAnswers = maxAnswers;
    this.#all = all;
  }

  /** While there are too many in all, those without any may have one: they aren't to wait for the others. */
  get areTooMany(): boolean {
    if (this.#answers > this.#maxAnswers || this.#bytes > this.#maxBytes) return true;
    return this.#answers > 0 && this.#all?.areTooMany === true;
  }

  add(answers: number, bytes: number): void {
    this.#answers += answers;
    this.#bytes += bytes;
    this.#all?.add(answers, bytes);
  }

  /** If there are no longer too many, those that were held back continue. */
  remove(answers: number, bytes: number): void {
    const wereTooMany = this.areTooMany;
    this.#answers -= answers;
    this.#bytes -= bytes;
    this.#all?.remove(answers, bytes);
    if (!wereTooMany || this.areTooMany) return;
    const isWaking = this.#toWake > 0;
    this.#toWake = this.#holders.size;
    if (!isWaking) this.#wakeNext();
  }

  /** Called when an outbox begins or ceases to have more than a few. */
  holds(holder: AnswerHolder, many: boolean): void {
    if (many) this.#holders.add(holder);
    else this.#holders.delete(holder);
    this.#all?.holds(holder, many);
  }

  /** Wakes one after the other, in turns with work left, until there are too many again. */
  #wakeNext(): void {
    const [next] = this.#holders;
    if (!next || this.#toWake <= 0 || this.areTooMany) {
      this.#toWake = 0;
      return;
    }
    const goOn = () => {
      this.#toWake--;
      this.#wakeNext();
    };
    const failed = (failure: SocketError) => everyStep(() => next.failed(failure), goOn);
    const wake = owned({ failed }, 'pendingAnswers.wake', () => {
      this.#wake(next);
      goOn();
    });
    turnBudget.inLaterTurn(wake);
  }

  #wake(holder: AnswerHolder): void {
    if (this.areTooMany || !this.#holders.delete(holder)) return;
    // Behind the others: it may take all of the room.
    this.#holders.add(holder);
    holder.eased();
  }
}

/** Shared by all endpoints, since they share the memory. */
export const allAnswers = new PendingAnswers();
