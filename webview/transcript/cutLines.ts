/**
 * Lines of the log that turned out to be cut off. Their lengths are estimated in characters of the list's font, but
 * those of another font may be wider.
 */
import type { LogLayout } from './logColumns.ts';
import type { RowRoom } from './rowRoom.ts';

/** Maximum number of rows that are remembered. */
const maxRows = 4000;

export class CutLines {
  readonly #seqs = new Set<number>();
  #room = '';

  has(seq: number): boolean {
    return this.#seqs.has(seq);
  }

  /** Starts over if lines have a different length from now on. */
  layOut({ rowPixels, characterPixels }: RowRoom, { template }: LogLayout): void {
    const room = [rowPixels, characterPixels, template].join();
    if (room !== this.#room) this.#seqs.clear();
    this.#room = room;
  }

  /** Call once the row of an entry is drawn. Returns whether its line is cut off, which wasn't known. */
  drawn(row: Element, seq: number): boolean {
    if (this.has(seq)) return false;
    const line = row.querySelector('.log-row:not(.event) > .text:not(:has(.lines, .bytes))');
    if (!line || line.scrollWidth <= line.clientWidth) return false;
    if (this.#seqs.size >= maxRows) this.#seqs.clear();
    this.#seqs.add(seq);
    return true;
  }
}
