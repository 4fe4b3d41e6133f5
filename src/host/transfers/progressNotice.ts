/** A progress notification that the caller updates and closes. */
import { type ProgressPlace, type ProgressStep, progressNotice } from '../shown/notices.ts';

export class ProgressNotice {
  readonly #closed = Promise.withResolvers<void>();
  #report: ((step: ProgressStep) => void) | undefined;
  #shown = 0;

  constructor(title: string, cancel: () => void, place?: ProgressPlace) {
    const task: Parameters<typeof progressNotice>[1] = (report, token) => {
      this.#report = report;
      token.onCancellationRequested(cancel);
      return this.#closed.promise;
    };
    void progressNotice(title, task, place);
  }

  /** `fraction` from 0 to 1; absent if the total is unknown. */
  report(message: string, fraction: number | undefined): void {
    const percent = Math.floor(100 * (fraction ?? 0));
    const increment = Math.max(0, percent - this.#shown);
    this.#shown += increment;
    this.#report?.({ message, ...(fraction !== undefined && { increment }) });
  }

  close(): void {
    this.#closed.resolve();
  }
}
