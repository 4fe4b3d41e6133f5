/** Requests for VS Code to redraw rows of a tree. Those of one turn are announced with one event. */
import { type Disposable, type Event, EventEmitter } from 'vscode';

/** VS Code redraws these rows and all rows below them; undefined stands for all rows. */
export type Redrawn<Row> = Row[] | undefined;

export class Redraws<Row> implements Disposable {
  readonly #announced = new EventEmitter<Redrawn<Row>>();
  readonly #topRows: () => readonly Row[];
  /** Top rows that VS Code has, or requests next. */
  #known: readonly Row[] = [];
  readonly #requested = new Set<Row>();
  #isWhole = false;
  #turn: NodeJS.Immediate | undefined;

  readonly onDidAnnounce: Event<Redrawn<Row>> = this.#announced.event;

  /** `topRows` returns the current rows at the top; unchanged rows are the same objects. */
  constructor(topRows: () => readonly Row[]) {
    this.#topRows = topRows;
  }

  /** Remembers the rows that VS Code has just received. */
  noteTopRows(rows: readonly Row[]): void {
    this.#known = rows;
  }

  /**
   * Redraws these rows, or all rows if one was added at the top, removed or moved. While VS Code redraws all rows, it
   * doesn't know any: commands from their menus have no effect.
   */
  request(...rows: readonly Row[]): void {
    for (const row of rows) this.#requested.add(row);
    this.#turn ??= setImmediate(() => this.#announce());
  }

  requestAll(): void {
    this.#isWhole = true;
    this.request();
  }

  dispose(): void {
    clearImmediate(this.#turn);
    this.#announced.dispose();
  }

  #announce(): void {
    this.#turn = undefined;
    const top = this.#topRows();
    const rows = [...this.#requested];
    const isWhole = this.#isWhole || !isSameList(top, this.#known);
    this.#requested.clear();
    this.#isWhole = false;
    this.#known = top;
    if (isWhole) this.#announced.fire(undefined);
    else if (rows.length > 0) this.#announced.fire(rows);
  }
}

function isSameList<Row>(one: readonly Row[], other: readonly Row[]): boolean {
  return one.length === other.length && one.every((row, at) => row === other[at]);
}
