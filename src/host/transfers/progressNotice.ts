/** One of VS Code's progress notifications, which others move and end. */
import { type Progress, ProgressLocation, window } from 'vscode';
import { noticeText } from '../notices.ts';

export class ProgressNotice {
  readonly #closed = Promise.withResolvers<void>();
  #progress: Progress<{ message?: string; increment?: number }> | undefined;
  #shown = 0;

  constructor(title: string, cancel: () => void) {
    void window.withProgress(
      { location: ProgressLocation.Notification, title: noticeText(title), cancellable: true },
      (progress, token) => {
        this.#progress = progress;
        token.onCancellationRequested(cancel);
        return this.#closed.promise;
      },
    );
  }

  /** `fraction` from 0 to 1; absent where nobody knows how much there is. */
  report(message: string, fraction: number | undefined): void {
    const percent = Math.floor(100 * (fraction ?? 0));
    const increment = Math.max(0, percent - this.#shown);
    this.#shown += increment;
    this.#progress?.report({ message, ...(fraction !== undefined && { increment }) });
  }

  close(): void {
    this.#closed.resolve();
  }
}
