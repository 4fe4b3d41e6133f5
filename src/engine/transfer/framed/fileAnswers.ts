/** The receiver's answers to one outgoing file, each kept until the sender awaits it. Unexpected ones are ignored. */
import { SocketError } from '../../../core/socketError.ts';
import type { HaveMessage, ReceiptMessage, ReceiverMessage } from '../../../core/transfer/framedMessage.ts';

export class FileAnswers {
  readonly #have = Promise.withResolvers<HaveMessage>();
  readonly #receipt = Promise.withResolvers<ReceiptMessage>();
  readonly #final = Promise.withResolvers<void>();
  readonly #failing = new AbortController();
  #isEnded = false;

  constructor() {
    // They may reject before they are awaited.
    this.#have.promise.catch(() => undefined);
    this.#receipt.promise.catch(() => undefined);
  }

  /** Aborted with the reason if the file is refused, or no more answers can arrive. */
  get failed(): AbortSignal {
    return this.#failing.signal;
  }

  /** Resolves after the last answer, or when none can arrive any more: the next file may begin. */
  get final(): Promise<void> {
    return this.#final.promise;
  }

  /** Resolves with the receiver's `have` message. Rejects like `receipt`. */
  get have(): Promise<HaveMessage> {
    return this.#have.promise;
  }

  /**
   * Resolves with the receiver's receipt. Called after our `end` was sent. Rejects with PEER_REFUSED, or with the
   * reason why no answer can arrive.
   */
  receipt(): Promise<ReceiptMessage> {
    this.#isEnded = true;
    return this.#receipt.promise;
  }

  receive(answer: ReceiverMessage): void {
    if (answer.type === 'have') this.#have.resolve(answer);
    else if (answer.type === 'refuse') this.fail(new SocketError('PEER_REFUSED', { reason: answer.reason }));
    else if (this.#isEnded) {
      this.#receipt.resolve(answer);
      this.#final.resolve();
    }
  }

  /** Rejects the answers that haven't arrived. Called when the file is refused, or no more answers can arrive. */
  fail(error: SocketError): void {
    this.#have.reject(error);
    this.#receipt.reject(error);
    this.#failing.abort(error);
    this.#final.resolve();
  }
}
