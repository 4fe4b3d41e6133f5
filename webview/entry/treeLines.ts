/** The visible lines of a tree, and the effects of keys and clicks on them (ARIA tree pattern). */
import type { TreeNode } from '../../src/core/decoders/decoded.ts';

/** Number of children shown at first, and added by each “more” line. */
const childrenAtOnce = 100;

/** A line for a node, or one without a node that shows more of its siblings when pressed. */
export interface TreeLine {
  /** Indices from the root: `.0.3`. */
  readonly path: string;
  readonly level: number;
  readonly node?: TreeNode;
  /** Number of nodes that aren't shown yet. */
  readonly left?: number;
}

export class TreeLines {
  readonly #root: TreeNode;
  /** Number of children that an open node shows, by its path. */
  readonly #open = new Map([['', childrenAtOnce]]);

  /** Creates the lines of a tree whose root is open. */
  constructor(root: TreeNode) {
    this.#root = root;
  }

  get all(): TreeLine[] {
    const lines: TreeLine[] = [];
    const add = (node: TreeNode | undefined, path: string, level: number) => {
      if (!node) return;
      lines.push({ path, level, node });
      const shown = this.#open.get(path);
      const { children } = node;
      if (!children || shown === undefined) return;
      const count = Math.min(shown, children.length);
      for (let at = 0; at < count; at++) add(children.at(at), `${path}.${at}`, level + 1);
      if (count < children.length)
        lines.push({ path: `${path}.more`, level: level + 1, left: children.length - count });
    };
    add(this.#root, '', 1);
    return lines;
  }

  /** Returns undefined if there is nothing to open. */
  isOpen({ path, node }: TreeLine): boolean | undefined {
    return node?.children?.length ? this.#open.has(path) : undefined;
  }

  /** Opens or closes a row, or shows more. Returns the path of the row to focus, if it is a different one. */
  press(path: string): string | undefined {
    if (path.endsWith('.more')) return this.#showMore(parentOf(path));
    this.#setOpen(path, !this.#open.has(path));
    return undefined;
  }

  /**
   * Returns undefined for a key without a meaning in trees; otherwise, the path of the row to focus, which may be the
   * same.
   */
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
    else if (this.all.find(line => line.path === path)?.node?.children?.length) this.#open.set(path, childrenAtOnce);
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}
