/**
 * Rows below an endpoint, fetched before VS Code redraws the endpoint: from then on, VS Code knows none of them until it
 * has received them again, and commands from their menus have no effect.
 */
export class RowsAhead<Row> {
  /** Endpoints whose rows VS Code has requested since they were last redrawn: those that it shows. */
  readonly #shown = new Set<string>();
  readonly #ready = new Map<string, Row[]>();

  /** Returns the rows that VS Code requests, if they are ready. */
  take(endpoint: string): Row[] | undefined {
    this.#shown.add(endpoint);
    const rows = this.#ready.get(endpoint);
    this.#ready.delete(endpoint);
    return rows;
  }

  /** Whether VS Code is expected to request the rows again after the next redraw; asked once for each redraw. */
  areExpected(endpoint: string): boolean {
    return this.#shown.delete(endpoint);
  }

  keep(endpoint: string, rows: Row[]): void {
    this.#ready.set(endpoint, rows);
  }

  /** Drops rows that are no longer current. */
  drop(endpoint: string): void {
    this.#ready.delete(endpoint);
  }

  /** Called when the endpoint is removed. */
  forget(endpoint: string): void {
    this.#shown.delete(endpoint);
    this.#ready.delete(endpoint);
  }
}
