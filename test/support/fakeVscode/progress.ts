/** Progress notifications: what they show, and how a test cancels them. */
import type * as vscode from 'vscode';
import { EventEmitter } from './events.ts';
import { ProgressLocation } from './plainValues.ts';
import { fits, Sightings } from './sightings.ts';

export interface ShownProgress {
  readonly title: string;
  /** The last message reported; empty before the first. */
  readonly message: string;
  /** Sum of the increments reported, 0 to 100. Undefined while the progress is indeterminate. */
  readonly percent: number | undefined;
  /** It is in the status bar instead of a notification. */
  readonly isInStatusBar: boolean;
  /** Presses its Cancel button. @throws Error if it has none. */
  cancel(): void;
  /** Resolves when the notification is gone. */
  readonly closed: Promise<void>;
}

const shown = new Sightings<ShownProgress>('progress notification', textOf);

export const progressNotices = {
  /** Resolves with the open notification whose title and message, on two lines, contain this, as soon as there is one. */
  notice: (text: string | RegExp): Promise<ShownProgress> => shown.find(one => fits(textOf(one), text), `“${text}”`),
  get open(): readonly ShownProgress[] {
    return shown.shown;
  },
  reset: () => shown.clear(),
};

function textOf({ title, message }: ShownProgress): string {
  return `${title}\n${message}`;
}

class FakeProgress implements ShownProgress {
  readonly title: string;
  readonly isInStatusBar: boolean;
  message = '';
  percent: number | undefined;
  readonly token: vscode.CancellationToken;
  readonly #isCancellable: boolean;
  readonly #cancelled = new EventEmitter<unknown>();
  readonly #closed = Promise.withResolvers<void>();
  readonly closed = this.#closed.promise;
  #isCancelled = false;

  constructor({ location, title = '', cancellable = false }: vscode.ProgressOptions) {
    this.title = title;
    this.isInStatusBar = location === ProgressLocation.Window;
    this.#isCancellable = cancellable;
    const progress = this;
    this.token = {
      get isCancellationRequested() {
        return progress.#isCancelled;
      },
      onCancellationRequested: this.#cancelled.event,
    };
  }

  report({ message, increment }: { message?: string; increment?: number }): void {
    if (message !== undefined) this.message = message;
    if (increment !== undefined) this.percent = Math.min(100, (this.percent ?? 0) + increment);
    shown.changed();
  }

  cancel(): void {
    if (!this.#isCancellable) throw new Error(`“${this.title}” can’t be cancelled`);
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    this.#cancelled.fire(undefined);
  }

  close(): void {
    shown.hide(this);
    this.#closed.resolve();
  }
}

async function withProgress<T>(
  options: vscode.ProgressOptions,
  task: (progress: vscode.Progress<{ message?: string; increment?: number }>, token: vscode.CancellationToken) => T,
): Promise<Awaited<T>> {
  const progress = new FakeProgress(options);
  shown.show(progress);
  try {
    return await task(progress, progress.token);
  } finally {
    progress.close();
  }
}

export const progressApi = { withProgress };
