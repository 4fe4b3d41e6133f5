/** The *Connections* view in the sidebar, and its selected row. */
import { commands, type Disposable, env, l10n, type TreeView, window } from 'vscode';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import { plainText } from '../shown/shownText.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { type ConnectionNode, ConnectionsTree } from './connectionsTree.ts';
import { TreeDrops } from './treeDrops.ts';

/** How long VS Code may take to redraw the view on a slow machine. */
const redrawnMs = 5000;

export class ConnectionsView implements Disposable {
  readonly #tree: ConnectionsTree;
  readonly #view: TreeView<ConnectionNode>;
  readonly #subscriptions = new DisposableStore();
  /** A row was removed here by a key, and no editor has been used since. VS Code doesn't report which of its parts has the focus. */
  #mayHaveFocus = false;
  /** The row that the selection moved to, until it is opened. */
  #pressed: ConnectionNode | undefined;
  #message: string | undefined;
  #isRestoring = false;

  constructor(endpoints: Endpoints, saved: SavedEndpoints, transfers: Transfers) {
    this.#tree = new ConnectionsTree(endpoints, saved);
    this.#view = window.createTreeView('portside.connections', {
      treeDataProvider: this.#tree,
      dragAndDropController: new TreeDrops(transfers),
      showCollapseAll: true,
    });
    const leave = () => {
      this.#mayHaveFocus = false;
    };
    this.#subscriptions.add(window.onDidChangeActiveTextEditor(leave));
    this.#subscriptions.add(window.onDidChangeTextEditorSelection(leave));
    this.#subscriptions.add(
      this.#view.onDidChangeSelection(({ selection }) => {
        this.#pressed = selection[0];
      }),
    );
    if (env.remoteName) this.#view.description = plainText(l10n.t('sockets open on {0}', env.remoteName));
  }

  /** A message above the rows; none if absent. */
  set message(text: string | undefined) {
    this.#message = text;
    this.#showMessage();
  }

  /** Endpoints of an earlier window are still being restored. Says so unless there is something more important to say. */
  set isRestoring(isRestoring: boolean) {
    this.#isRestoring = isRestoring;
    this.#tree.isIncomplete = isRestoring;
    this.#showMessage();
  }

  #showMessage(): void {
    const restoring = this.#isRestoring ? l10n.t('Restoring endpoints from your last session…') : '';
    this.#view.message = plainText(this.#message ?? restoring);
  }

  /**
   * The selected row. When the list changes, VS Code forgets all rows, including which one is selected, until it has requested them again:
   * a row that is clicked in between is awaited.
   */
  async selected(): Promise<ConnectionNode | undefined> {
    if (this.#view.selection.length === 0) await this.#whenDrawn(() => this.#view.selection.length > 0);
    return this.#view.selection[0];
  }

  /**
   * Returns true once for a row that the user has just selected. What a press runs gets no argument, so another press on the same row can’t be
   * told from a command of another extension.
   */
  takePress(node: ConnectionNode): boolean {
    const isPressed = this.#pressed === node;
    this.#pressed = undefined;
    return isPressed;
  }

  /**
   * Runs what removes a row, and then focuses the next row, otherwise the previous one, its parent, the row that replaced it or the view:
   * VS Code would leave no row focused. Does nothing if the row still exists.
   */
  async focusBeside(row: ConnectionNode, remove: () => PromiseLike<unknown>): Promise<void> {
    const parent = this.#tree.getParent(row);
    const before = (await this.#rows(parent)).map(({ key }) => key);
    await remove();
    this.#mayHaveFocus = true;
    const after = await this.#rows(parent);
    const key = rowKey(row);
    if (after.some(one => one.key === key)) return;
    const at = before.indexOf(key);
    const near = [...before.slice(at + 1), ...before.slice(0, Math.max(0, at)).reverse()];
    const [next] = near.flatMap(one => after.find(other => other.key === one)?.node ?? []);
    await this.#focus(next ?? parent, after[0]?.node);
  }

  /**
   * Runs what restores rows and selects the first of them, since keys would otherwise act on a row beside it. Focuses it, too, if the view
   * has the focus, which `hasFocus` confirms.
   */
  async selectRestored(restore: () => PromiseLike<unknown>, hasFocus: boolean): Promise<void> {
    const before = new Set((await this.#rows()).map(({ key }) => key));
    const focus = hasFocus || this.#mayHaveFocus;
    await restore();
    const added = (await this.#rows()).find(({ key, node }) => node.type !== 'start' && !before.has(key));
    // Revealing a row would open a hidden view.
    if (!added || !this.#view.visible) return;
    await this.#redraw();
    await this.#view.reveal(added.node, { select: true, focus });
  }

  async #rows(parent?: ConnectionNode): Promise<{ node: ConnectionNode; key: string }[]> {
    return (await this.#tree.getChildren(parent)).map(node => ({ node, key: rowKey(node) }));
  }

  /** VS Code focuses only rows that it has drawn, so a row that has been added is drawn first. */
  async #redraw(): Promise<void> {
    const drawn = this.#whenDrawn(() => true);
    this.#tree.redraw();
    await drawn;
  }

  async #focus(known: ConnectionNode | undefined, added: ConnectionNode | undefined): Promise<void> {
    if (!known && added) await this.#redraw();
    const row = known ?? added;
    if (row) await this.#view.reveal(row, { select: false, focus: true });
    else await commands.executeCommand('portside.connections.focus');
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#view.dispose();
    this.#tree.dispose();
  }

  /** Resolves when VS Code has received rows and the condition holds, or has taken too long. */
  #whenDrawn(isSo: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const settle = () => {
        clearTimeout(timer);
        drawing.dispose();
        resolve();
      };
      const timer = setTimeout(settle, redrawnMs);
      const drawing = this.#tree.onDidDraw(() => isSo() && settle());
    });
  }
}

/** Distinguishes rows with the same parent. A saved endpoint's position isn't part of it: it changes when one before it is removed. */
function rowKey(node: ConnectionNode): string {
  switch (node.type) {
    case 'endpoint':
      return node.endpoint;
    case 'peer':
      return node.peer.id;
    case 'saved':
      return JSON.stringify([node.saved.scope.type, node.saved.value]);
    case 'start':
      return node.command;
    case 'closedPeers':
    case 'more':
      return node.type;
  }
}
