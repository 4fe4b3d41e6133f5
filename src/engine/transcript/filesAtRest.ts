/** Closes the files of an idle log: one that records nothing and has no read or write pending. */
import { noConversation, owned } from '../owned.ts';

export class FilesAtRest {
  readonly #close: () => Promise<unknown>;
  #isResting = false;
  /** Number of reads and writes in progress. */
  #uses = 0;

  /** `close` closes all files; they are reopened when they are needed. */
  constructor(close: () => Promise<unknown>) {
    this.#close = close;
  }

  set isResting(isResting: boolean) {
    this.#isResting = isResting;
    this.#closeSoon();
  }

  /** Runs a read or a write, during which no file is closed. */
  async during<T>(use: () => Promise<T>): Promise<T> {
    this.#uses++;
    try {
      return await use();
    } finally {
      this.#uses--;
      this.#closeSoon();
    }
  }

  /** Closes the files in a later turn of the event loop, since rows are read one after the other. */
  #closeSoon(): void {
    if (!this.#isResting || this.#uses > 0) return;
    const close = async () => {
      if (this.#isResting && this.#uses === 0) await this.#close();
    };
    setImmediate(owned(noConversation, 'filesAtRest.close', close));
  }
}
