/** What a receiver answers to one file of ours, each when the sender gets to it. What the file doesn't wait for is ignored. */
import { SocketError } from '../../core/socketError.ts';
import type { HaveMessage, ReceiptMessage, ReceiverMessage } from '../../core/transfer/framedMessage.ts';

export class FileAnswers {
  readonly #have = Promise.withResolvers<HaveMessage>();
  readonly #receipt = Promise.withResolvers<ReceiptMessage>();
  readonly #final = Promise.withResolvers<void>();
  readonly #failing = new AbortController();
  #isEnded = false;

  constructor() {
    // Nobody may be waiting when it fails.
    this.#have.promise.catch(() => undefined);
    this.#receipt.promise.catch(() => undefined);
  }

  /** Aborted with the reason when the file is refused, or no answer can come any more. */
  get failed(): AbortSignal {
    return this.#failing.signal;
  }

  /** Resolves after the last answer, or when none can come any more: the next file may begin. */
  get final(): Promise<void> {
    return this.#final.promise;
  }

  /** What the receiver has. Rejects like `receipt`. */
  get have(): Promise<HaveMessage> {
    return this.#have.promise;
  }

  /** After our `end` was said. Rejects with PEER_REFUSED, and with why none can come. */
  receipt(): Promise<ReceiptMessage> {
    this.#isEnded = true;
    return this.#receipt.promise;
  }

  hear(answer: ReceiverMessage): void {
    if (answer.type === 'have') this.#have.resolve(answer);
    else if (answer.type === 'refuse') this.fail(new SocketError('PEER_REFUSED', { reason: answer.reason }));
    else if (this.#isEnded) {
      this.#receipt.resolve(answer);
      this.#final.resolve();
    }
  }

  /** No answer can come any more. */
  fail(error: SocketError): void {
    this.#have.reject(error);
    this.#receipt.reject(error);
    this.#failing.abort(error);
    this.#final.resolve();
  }
}
