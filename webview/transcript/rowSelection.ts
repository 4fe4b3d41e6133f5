/** The selected row: it had the focus last, or contains the current match. An open entry view shows it. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import type { RowLayout } from './rowLayout.ts';
import type { RowSource } from './rowSource.ts';

export interface RowSelectionParts {
  readonly layout: RowLayout;
  source(): RowSource | undefined;
  /** An entry view is open. */
  isInspecting(): boolean;
  inspect(row: PanelRow): void;
  /** The list was scrolled. */
  onMoved(): void;
}

export class RowSelection {
  /** -1 if no row is selected. */
  position = -1;
  readonly #parts: RowSelectionParts;
  /** The row that gets the focus as soon as it has been fetched. */
  #focusWanted: number | undefined;
  /** The row that an open entry view shows as soon as it has been fetched. */
  #inspectWanted: number | undefined;

  constructor(parts: RowSelectionParts) {
    this.#parts = parts;
  }

  forget(): void {
    this.position = -1;
    this.#inspectWanted = undefined;
  }

  /** Selects the current match. The entry view follows the search. */
  selectMatch(position: number): void {
    this.position = position;
    this.#inspectWanted = position;
  }

  /** Selects a row and gives it the focus, scrolling it into view. `end` is the position behind the last row. */
  focus(position: number, end: number): void {
    const { layout, onMoved } = this.#parts;
    this.position = position;
    this.#focusWanted = position;
    layout.show(position, 'nearest');
    if (position === end - 1) layout.toEnd();
    onMoved();
  }

  /** A click selects a row, like the arrow keys. */
  clicked({ target }: MouseEvent, position: number): void {
    // Selecting text or clicking something in a row isn't a request to inspect that row.
    const isInside = target instanceof Element && target.closest('button, .hexdump') !== null;
    if (window.getSelection()?.isCollapsed === false || isInside) return;
    this.position = position;
    if (this.#parts.isInspecting()) this.inspect(position);
  }

  /** Opens the entry view, unless the row is an event. */
  inspect(position: number): void {
    const row = this.#parts.source()?.at(position);
    if (row && row.direction !== 'event') this.#parts.inspect(row);
  }

  /** Does what waited for a row to be fetched. `list` contains the rows that were drawn. */
  drawn(list: HTMLElement): void {
    const row = list.querySelector<HTMLElement>(`.row:not(.loading)[data-position="${this.#focusWanted}"]`);
    if (row) {
      this.#focusWanted = undefined;
      row.focus({ preventScroll: true });
      if (this.#parts.isInspecting()) this.inspect(Number(row.dataset.position));
    }
    const { source, isInspecting } = this.#parts;
    const match = this.#inspectWanted ?? -1;
    if (!source()?.at(match)) return;
    this.#inspectWanted = undefined;
    if (isInspecting()) this.inspect(match);
  }
}
