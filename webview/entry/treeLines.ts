/** Which rows of a pickle's tree are shown, and what keys and clicks do to them (ARIA's tree pattern). */
import type { PickleRow } from './pickleNodes.ts';

/** Number of children shown at once; a row shows as many more. */
const childrenAtOnce = 100;

/** A row of the tree, or, without one, the position where more of them can be shown. */
export interface PickleLine {
  /** Indices from the root: `.0.3`. */
  readonly path: string;
  readonly level: number;
  readonly row?: PickleRow;
  /** Number of further rows. */
  readonly left?: number;
}

export class PickleLines {
  readonly #root: PickleRow;
  /** Number of children that an open row shows, by its path. */
  readonly #open = new Map([['', childrenAtOnce]]);

  /** The root is open. */
  constructor(root: PickleRow) {
    this.#root = root;
  }

  get all(): PickleLine[] {
    const lines: PickleLine[] = [];
    const add = (row: PickleRow, path: string, level: number) => {
      lines.push({ path, level, row });
      const shown = this.#open.get(path);
      const { children } = row;
      if (!children || shown === undefined) return;
      const count = Math.min(shown, children.count);
      for (let at = 0; at < count; at++) add(children.row(at), `${path}.${at}`, level + 1);
      if (count < children.count) lines.push({ path: `${path}.more`, level: level + 1, left: children.count - count });
    };
    add(this.#root, '', 1);
    return lines;
  }

  /** Undefined if there is nothing to open. */
  isOpen({ path, row }: PickleLine): boolean | undefined {
    return row?.children ? this.#open.has(path) : undefined;
  }

  /** Opens a row, closes it, or shows more. Returns the path of the row that gets the focus, if it is a different one. */
  press(path: string): string | undefined {
    if (path.endsWith('.more')) return this.#showMore(parentOf(path));
    this.#setOpen(path, !this.#open.has(path));
    return undefined;
  }

  /** Returns undefined for a key that trees don't use; otherwise, the path of the row that gets the focus, which may be the same. */
  key(key: string, path: string): string | undefined {
    const lines = this.all;
    const at = lines.findIndex(line => line.path === path);
    const line = lines[at];
    if (!line) return undefined;
    const isOpen = this.isOpen(line) ?? false;
    switch (key) {
      case 'ArrowDown':
        return lines[at + 1]?.path ?? path;
      case 'ArrowUp':
        return lines[at - 1]?.path ?? path;
      case 'Home':
        return '';
      case 'End':
        return lines.at(-1)?.path ?? path;
      case 'ArrowRight':
        if (isOpen) return lines[at + 1]?.path ?? path;
        this.#setOpen(path, true);
        return path;
      case 'ArrowLeft':
        if (!isOpen) return path === '' ? path : parentOf(path);
        this.#setOpen(path, false);
        return path;
      case 'Enter':
      case ' ':
        return this.press(path) ?? path;
      default:
        return undefined;
    }
  }

  #showMore(parent: string): string {
    const shown = this.#open.get(parent) ?? 0;
    this.#open.set(parent, shown + childrenAtOnce);
    return `${parent}.${shown}`;
  }

  #setOpen(path: string, isOpen: boolean): void {
    if (!isOpen) this.#open.delete(path);
    else if (this.all.find(line => line.path === path)?.row?.children) this.#open.set(path, childrenAtOnce);
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}
