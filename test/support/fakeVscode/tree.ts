/** A tree view as its user reads it: all rows from top to bottom, including those of expanded nodes. */
import type * as vscode from 'vscode';
import { TreeItemCollapsibleState } from './plainValues.ts';
import { fits, patienceMs } from './sightings.ts';
import { commandApi, workbenchState } from './workbenchState.ts';

export interface TreeRow {
  /** The argument for the commands in the row's menu. */
  readonly node: unknown;
  readonly item: vscode.TreeItem;
  /** As a screen reader reads it. */
  readonly text: string;
}

export class FakeTree {
  readonly #provider: vscode.TreeDataProvider<unknown>;

  constructor(id: string) {
    const provider = workbenchState.state.trees.get(id);
    if (!provider) throw new Error(`no view ${id}`);
    this.#provider = provider;
  }

  rows(): Promise<TreeRow[]> {
    return this.#below(undefined);
  }

  /** Resolves with the first row whose text matches, as soon as there is one. */
  row(text: string | RegExp): Promise<TreeRow> {
    return this.#until(`a row ${text}`, rows => rows.find(row => fits(row.text, text)));
  }

  /** Resolves when no row's text matches any more. */
  async gone(text: string | RegExp): Promise<void> {
    await this.#until(`no row ${text}`, rows => !rows.some(row => fits(row.text, text)) || undefined);
  }

  /** The rows that expanding this one shows. */
  below({ node }: TreeRow): Promise<TreeRow[]> {
    return this.#below(node);
  }

  /** Does what a click on the row does. */
  async press({ node, item: { command } }: TreeRow): Promise<void> {
    workbenchState.select(node);
    if (command) await commandApi.executeCommand(command.command, ...(command.arguments ?? []));
  }

  async #below(parent: unknown): Promise<TreeRow[]> {
    const rows: TreeRow[] = [];
    for (const node of (await this.#provider.getChildren(parent)) ?? []) {
      const item = await this.#provider.getTreeItem(node);
      rows.push({ node, item, text: textOf(item) });
      if (item.collapsibleState === TreeItemCollapsibleState.Expanded) rows.push(...(await this.#below(node)));
    }
    return rows;
  }

  /** Resolves with what `look` finds in the rows, which are read again whenever the tree announces a change. */
  async #until<T>(wanted: string, look: (rows: readonly TreeRow[]) => T | undefined): Promise<T> {
    let changed = Promise.withResolvers<void>();
    let seen: readonly TreeRow[] = [];
    const subscription = this.#provider.onDidChangeTreeData?.(() => changed.resolve());
    const timer = setTimeout(
      () =>
        changed.reject(new Error(`waited for ${wanted}; the tree has\n  ${seen.map(({ text }) => text).join('\n  ')}`)),
      patienceMs,
    );
    try {
      for (;;) {
        // A node may be removed while its row is read. The tree then announces the change, and all rows are read again.
        const rows = await this.rows().catch(() => undefined);
        seen = rows ?? seen;
        const found = rows && look(rows);
        if (found !== undefined) return found;
        await changed.promise;
        changed = Promise.withResolvers();
      }
    } finally {
      clearTimeout(timer);
      subscription?.dispose();
    }
  }
}

function textOf({ label, description, accessibilityInformation }: vscode.TreeItem): string {
  if (accessibilityInformation) return accessibilityInformation.label;
  const parts = [typeof label === 'string' ? label : label?.label, description];
  return parts.filter(part => typeof part === 'string' && part !== '').join(', ');
}
