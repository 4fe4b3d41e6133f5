/** Tabs of the documents of *Edit as JSON*: they follow the names of the endpoints, and close with them. */
import { type Disposable, type Tab, TabInputText, type Uri, type ViewColumn, window } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { jsonEndpoint, jsonScheme, jsonUri } from './jsonDocuments.ts';
import { watchLabels } from './watchTitle.ts';

/**
 * Replaces tabs when their endpoints are renamed: VS Code shows the name in the URI, and can't move a document that has
 * no unsaved changes in any other way. The text's undo history is lost. Closes tabs of endpoints that no longer exist,
 * including those that an earlier window left, unless they have unsaved changes.
 */
export class JsonTabs implements Disposable {
  readonly #endpoints: Pick<Endpoints, 'all' | 'has' | 'find'>;
  /** Endpoints whose tabs have shown a name. */
  readonly #named = new Set<string>();
  readonly #replacing = new Set<string>();
  /** Until the endpoints of the previous window are listed, no tab is an orphan. */
  #phase: 'restoring' | 'complete' | 'disposed' = 'restoring';
  readonly #store = new DisposableStore();

  /** `complete` resolves when the endpoints of the previous window are listed. */
  constructor(
    endpoints: Pick<Endpoints, 'all' | 'has' | 'find' | 'onDidChange' | 'onDidChangeList'>,
    complete: Promise<void>,
  ) {
    this.#endpoints = endpoints;
    this.#store.add(watchLabels(endpoints, () => this.#look()));
    this.#store.add(window.tabGroups.onDidChangeTabs(() => this.#look()));
    unawaited(complete.then(() => this.#completed()));
  }

  dispose(): void {
    this.#phase = 'disposed';
    this.#store.dispose();
  }

  #completed(): void {
    if (this.#phase === 'disposed') return;
    this.#phase = 'complete';
    this.#look();
  }

  /**
   * Looks at the tabs in front. One with unsaved changes follows once they are saved; one behind another, once it is
   * shown, since its replacement would come to the front.
   */
  #look(): void {
    if (this.#phase === 'complete') unawaited(this.#closeOrphans());
    for (const { activeTab, viewColumn } of window.tabGroups.all) {
      const uri = activeTab && uriOf(activeTab);
      if (!uri || activeTab.isDirty || !this.#endpoints.has(jsonEndpoint(uri))) continue;
      const wanted = this.#renamed(uri);
      const key = `${viewColumn} ${uri}`;
      if (!wanted || this.#replacing.has(key)) continue;
      this.#replacing.add(key);
      unawaited(this.#replace(uri, wanted, viewColumn).finally(() => this.#replacing.delete(key)));
    }
  }

  /** VS Code reports tabs again when one of them has been closed or saved. */
  async #closeOrphans(): Promise<void> {
    const orphans = window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(tab => {
        const uri = uriOf(tab);
        return uri && !tab.isDirty && !this.#endpoints.has(jsonEndpoint(uri));
      });
    if (orphans.length > 0) await window.tabGroups.close(orphans, true);
  }

  /**
   * Returns the new URI of a document whose endpoint was renamed. The address of an endpoint without a name may change
   * with each start, which isn't worth the undo history.
   */
  #renamed(uri: Uri): Uri | undefined {
    const { id, config } = this.#endpoints.find(jsonEndpoint(uri));
    const hadName = this.#named.has(id);
    if (config.name === undefined) this.#named.delete(id);
    else this.#named.add(id);
    if (config.name === undefined && !hadName) return undefined;
    const wanted = jsonUri(id, this.#endpoints.all);
    return String(wanted) === String(uri) ? undefined : wanted;
  }

  async #replace(uri: Uri, wanted: Uri, viewColumn: ViewColumn): Promise<void> {
    const editor = window.visibleTextEditors.find(
      one => one.viewColumn === viewColumn && String(one.document.uri) === String(uri),
    );
    const selection = editor && { selection: editor.selection };
    await window.showTextDocument(wanted, { viewColumn, preview: false, preserveFocus: true, ...selection });
    // The tabs may have changed meanwhile.
    const group = window.tabGroups.all.find(one => one.viewColumn === viewColumn);
    const tab = group?.tabs.find(one => String(uriOf(one)) === String(uri));
    if (tab && !tab.isDirty) await window.tabGroups.close(tab, true);
  }
}

/** Returns undefined for any other tab. */
function uriOf({ input }: Tab): Uri | undefined {
  return input instanceof TabInputText && input.uri.scheme === jsonScheme ? input.uri : undefined;
}
