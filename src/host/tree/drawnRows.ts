/** The rows of a tree that VS Code has drawn. */
import { type Disposable, type Event, EventEmitter } from 'vscode';

export class DrawnRows<Row extends object> implements Disposable {
  readonly #drawn = new EventEmitter<void>();
  readonly #requested = new Set<Row>();
  #received = new WeakSet<Row>();
  #turn: NodeJS.Immediate | undefined;

  /** Fires when VS Code has received rows that it requested. */
  readonly onDidDraw: Event<void> = this.#drawn.event;

  /** Notes that VS Code has requested a row: it registers the row once it has received it. */
  request(row: Row): void {
    this.#requested.add(row);
    this.#turn ??= setImmediate(() => this.#receive());
  }

  /** Whether VS Code has received this row, and not forgotten it since. */
  has(row: Row): boolean {
    return this.#received.has(row);
  }

  /** Called when VS Code redraws all rows: it forgets them until it has received them again. */
  forget(): void {
    this.#requested.clear();
    this.#received = new WeakSet();
  }

  dispose(): void {
    clearImmediate(this.#turn);
    this.#drawn.dispose();
  }

  #receive(): void {
    this.#turn = undefined;
    for (const row of this.#requested) this.#received.add(row);
    this.#requested.clear();
    this.#drawn.fire();
  }
}
