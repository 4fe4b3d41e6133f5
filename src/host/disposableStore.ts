/** Disposables that are disposed together; anything added later is disposed at once. */
import type { Disposable } from 'vscode';

export class DisposableStore implements Disposable {
  #items: Disposable[] = [];
  #disposed = false;

  /** Keeps a disposable until the store is disposed, and returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
