/** The *Connections* view in the sidebar, and the row of it that is selected. */
import { type Disposable, env, l10n, type TreeView, window } from 'vscode';
import { type ConnectionNode, ConnectionsTree } from './connectionsTree.ts';
import type { Endpoints } from './endpoints.ts';
import type { SavedEndpoints } from './savedEndpoints.ts';
import { plainText } from './shownText.ts';
import type { Transfers } from './transfers/transfers.ts';
import { TreeDrops } from './transfers/treeDrops.ts';

/** How long VS Code may take to draw the view again, on a slow machine. */
const redrawnMs = 5000;

export class ConnectionsView implements Disposable {
  readonly #tree: ConnectionsTree;
  readonly #view: TreeView<ConnectionNode>;

  constructor(endpoints: Endpoints, saved: SavedEndpoints, transfers: Transfers) {
    this.#tree = new ConnectionsTree(endpoints, saved);
    this.#view = window.createTreeView('portside.connections', {
      treeDataProvider: this.#tree,
      dragAndDropController: new TreeDrops(transfers),
      showCollapseAll: true,
    });
    if (env.remoteName) this.#view.description = plainText(l10n.t('sockets open on {0}', env.remoteName));
  }

  /** A line above the rows; none when absent. */
  set message(text: string | undefined) {
    this.#view.message = plainText(text ?? '');
  }

  /**
   * The selected row. VS Code forgets all rows, and with them which one is selected, from a change of the list until it has asked for them
   * again: a row that is pressed in between is waited for.
   */
  async selected(): Promise<ConnectionNode | undefined> {
    return this.#view.selection[0] ?? this.#selectedWhenDrawn();
  }

  dispose(): void {
    this.#view.dispose();
    this.#tree.dispose();
  }

  #selectedWhenDrawn(): Promise<ConnectionNode | undefined> {
    return new Promise(resolve => {
      const settle = () => {
        clearTimeout(timer);
        drawing.dispose();
        resolve(this.#view.selection[0]);
      };
      const timer = setTimeout(settle, redrawnMs);
      const drawing = this.#tree.onDidDraw(() => this.#view.selection[0] && settle());
    });
  }
}
