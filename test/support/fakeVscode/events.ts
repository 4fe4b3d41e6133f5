/** VS Code's events and disposables. */
import type * as vscode from 'vscode';

export class Disposable implements vscode.Disposable {
  readonly #dispose: () => unknown;

  constructor(dispose: () => unknown) {
    this.#dispose = dispose;
  }

  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => all.forEach(one => void one.dispose()));
  }

  dispose(): void {
    this.#dispose();
  }
}

/** A listener that throws stops neither the other listeners nor the caller of `fire`. */
export class EventEmitter<T> implements vscode.EventEmitter<T> {
  readonly #listeners = new Set<{ listener: (value: T) => unknown }>();

  readonly event: vscode.Event<T> = (listener, thisArg, disposables) => {
    const entry = { listener: thisArg === undefined ? listener : listener.bind(thisArg) };
    this.#listeners.add(entry);
    const subscription = new Disposable(() => this.#listeners.delete(entry));
    disposables?.push(subscription);
    return subscription;
  };

  fire(value: T): void {
    for (const { listener } of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
