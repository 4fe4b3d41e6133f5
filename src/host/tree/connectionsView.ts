/** The *Connections* view in the sidebar, and its selected row. */
import { commands, type Disposable, env, l10n, type TreeView, window } from 'vscode';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import { plainText } from '../shown/shownText.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { type ConnectionNode, ConnectionsTree } from './connectionsTree.ts';
import { TreeDrops } from './treeDrops.ts';

/** Maximum time for VS Code to redraw the view on a slow machine. */
const redrawnMs = 5000;

export class ConnectionsView implements Disposable {
  readonly #tree: ConnectionsTree;
  readonly #view: TreeView<ConnectionNode>;
  readonly #subscriptions = new DisposableStore();
  /**
   * True if a row was removed here with a key and no editor has been used since. VS Code doesn't report which part of
   * the window has the focus.
   */
  #mayHaveFocus = false;
  /** Row that was selected most recently, until it is opened. */
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

  /** Message above the rows. */
  set message(text: string | undefined) {
    this.#message = text;
    this.#showMessage();
  }

  /** Shows that endpoints of an earlier window are still being restored, unless there is a more important message. */
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
   * Returns the selected row. When the list changes, VS Code forgets all rows, and which one is selected, until it has
   * requested them again; this waits for a row that is clicked in between.
   */
  async selected(): Promise<ConnectionNode | undefined> {
    if (this.#view.selection.length === 0) await this.#whenDrawn(() => this.#view.selection.length > 0);
    return this.#view.selection[0];
  }

  /**
   * Returns true once for a row that the user has just selected. The command of a row gets no argument, so a second
   * press on the same row can't be distinguished from a call by another extension.
   */
  takePress(node: ConnectionNode): boolean {
    const isPressed = this.#pressed === node;
    this.#pressed = undefined;
    return isPressed;
  }

  /**
   * Runs `remove`, and then focuses the next row, otherwise the previous one, its parent, the row that replaced it or
   * the view: VS Code would leave no row focused. Does nothing if the row still exists.
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
   * Runs `restore` and selects the first row that it adds, since keys would otherwise act on a row beside it. Also
   * focuses it if the view has the focus, which `hasFocus` confirms.
   */
  async selectRestored(restore: () => PromiseLike<unknown>, hasFocus: boolean): Promise<void> {
    const before = new Set((await this.#rows()).map(({ key }) => key));
    const focus = hasFocus || this.#mayHaveFocus;
    await restore();
    const added = (await this.#rows()).find(({ key, node }) => node.type !== 'start' && !before.has(key));
    // Revealing a row would open a hidden view.
    if (!added || !this.#view.visible) return;
    await this.#whenRowDrawn(added.node);
    await this.#view.reveal(added.node, { select: true, focus });
  }

  async #rows(parent?: ConnectionNode): Promise<{ node: ConnectionNode; key: string }[]> {
    return (await this.#tree.rows(parent)).map(node => ({ node, key: rowKey(node) }));
  }

  /** Waits for a row that was added: VS Code focuses only rows that it has drawn. */
  async #whenRowDrawn(node: ConnectionNode): Promise<void> {
    const isDrawn = () => this.#tree.drawn.has(node);
    if (!isDrawn()) await this.#whenDrawn(isDrawn);
  }

  async #focus(known: ConnectionNode | undefined, added: ConnectionNode | undefined): Promise<void> {
    if (!known && added) await this.#whenRowDrawn(added);
    const row = known ?? added;
    if (row) await this.#view.reveal(row, { select: false, focus: true });
    else await commands.executeCommand('portside.connections.focus');
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#view.dispose();
    this.#tree.dispose();
  }

  /** Resolves when VS Code has received rows and the condition holds, or when that takes too long. */
  #whenDrawn(isSo: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const settle = () => {
        clearTimeout(timer);
        drawing.dispose();
        resolve();
      };
      const timer = setTimeout(settle, redrawnMs);
      const drawing = this.#tree.drawn.onDidDraw(() => isSo() && settle());
    });
  }
}

/**
 * Distinguishes rows with the same parent. Omits a saved endpoint's index, which changes when an earlier one is
 * removed.
 */
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
