/**
 * Webview tabs. The page host that a test sets shows the pages. As in VS Code, a hidden page is destroyed unless its context is retained.
 */
import type * as vscode from 'vscode';
import { Disposable, EventEmitter } from './events.ts';
import { TabInputWebview, Uri, ViewColumn } from './plainValues.ts';
import { Sightings } from './sightings.ts';

/** Shows the pages of webviews. */
export interface PageHost {
  /** Origin of the server that serves the project's files below `/files`. */
  readonly origin: string;
  /** Shows a new page in place of the tab's current one. */
  show(id: number, html: string, viewType: string): void;
  hide(id: number): void;
  /** Hides the page of a tab without destroying it, or shows it again. */
  cover(id: number, isCovered: boolean): void;
  post(id: number, message: unknown): void;
}

export class FakePanel {
  readonly id: number;
  readonly viewType: string;
  title: string;
  iconPath: unknown;
  visible = true;
  active = true;
  readonly viewColumn: number;
  readonly options: { readonly retainContextWhenHidden?: boolean };
  readonly #disposed = new EventEmitter<void>();
  readonly #viewState = new EventEmitter<{ webviewPanel: FakePanel }>();
  readonly #received = new EventEmitter<unknown>();
  readonly onDidDispose = this.#disposed.event;
  readonly onDidChangeViewState = this.#viewState.event;
  readonly webview: object;
  /** Resolves with the first state that the page asked VS Code to keep: it has started by then. */
  readonly begun: Promise<unknown>;
  readonly #hasBegun = Promise.withResolvers<unknown>();
  #html = '';
  #isDisposed = false;

  constructor(id: number, viewType: string, title: string, place: Pick<FakePanel, 'viewColumn' | 'options'>) {
    this.id = id;
    this.begun = this.#hasBegun.promise;
    this.viewType = viewType;
    this.title = title;
    this.viewColumn = place.viewColumn;
    this.options = place.options;
    const panel = this;
    this.webview = {
      options: {},
      cspSource: host().origin,
      onDidReceiveMessage: this.#received.event,
      asWebviewUri: (uri: vscode.Uri) => Uri.parse(`${host().origin}/files${uri.path}`),
      postMessage: async (message: unknown) => {
        const isThere = panel.visible || panel.#isRetained;
        if (isThere) host().post(id, message);
        return isThere;
      },
      get html() {
        return panel.#html;
      },
      set html(html: string) {
        panel.#html = html;
        host().show(id, html, viewType);
      },
    };
  }

  get #isRetained(): boolean {
    return this.options.retainContextWhenHidden ?? false;
  }

  /** Delivers a message from the page to the extension. */
  receive(message: unknown): void {
    this.#received.fire(message);
  }

  /** Call it when the page asks VS Code to keep its state. */
  keep(state: unknown): void {
    this.#hasBegun.resolve(state);
  }

  reveal(): void {
    if (this.#isDisposed || this.active) return;
    comeToFront(this);
    const wasVisible = this.visible;
    this.visible = true;
    this.active = true;
    if (!wasVisible && this.#isRetained) host().cover(this.id, false);
    else if (!wasVisible) host().show(this.id, this.#html, this.viewType);
    this.#viewState.fire({ webviewPanel: this });
  }

  /** Brings another tab of the group to the front. */
  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.active = false;
    if (this.#isRetained) host().cover(this.id, true);
    else host().hide(this.id);
    this.#viewState.fire({ webviewPanel: this });
  }

  /** Moves the focus to a tab in another group. */
  leave(): void {
    if (!this.active) return;
    this.active = false;
    this.#viewState.fire({ webviewPanel: this });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    panels.hide(this);
    host().hide(this.id);
    this.visible = false;
    this.#disposed.fire();
    tabsChanged.fire({ opened: [], closed: [], changed: [] });
  }
}

const panels = new Sightings<FakePanel>('panel', ({ title }) => title);
const tabsChanged = new EventEmitter<unknown>();
const serializers = new Map<string, vscode.WebviewPanelSerializer>();
let nextId = 0;
let current: PageHost | undefined;

function host(): PageHost {
  if (!current) throw new Error('no page host was set');
  return current;
}

/** Hides the active tab of the same group; in other groups, the active tabs stay. */
function comeToFront(panel: FakePanel): void {
  for (const other of panels.shown) {
    if (other === panel) continue;
    if (other.viewColumn === panel.viewColumn) other.hide();
    else other.leave();
  }
}

function createWebviewPanel(
  viewType: string,
  title: string,
  place: number | { readonly viewColumn: number },
  options: FakePanel['options'] = {},
): FakePanel {
  const wanted = typeof place === 'number' ? place : place.viewColumn;
  const panel = new FakePanel(++nextId, viewType, title, { viewColumn: columnOf(wanted), options });
  comeToFront(panel);
  panels.show(panel);
  tabsChanged.fire({ opened: [], closed: [], changed: [] });
  return panel;
}

/** Without open tabs, everything opens in the first group. */
function columnOf(wanted: number): number {
  const { viewColumn } = panels.shown.find(({ active }) => active) ?? panels.shown.at(-1) ?? {};
  if (viewColumn === undefined) return ViewColumn.One;
  if (wanted === ViewColumn.Beside) return viewColumn + 1;
  return wanted === ViewColumn.Active ? viewColumn : wanted;
}

/** As in VS Code, a group keeps its identity. */
class FakeTabGroup {
  readonly viewColumn: number;

  constructor(viewColumn: number) {
    this.viewColumn = viewColumn;
  }

  get isActive() {
    return this.#panels.some(({ active }) => active);
  }

  get tabs() {
    return this.#panels.map(({ title, viewType, visible }) => ({
      label: title,
      isActive: visible,
      input: new TabInputWebview(viewType),
      group: { viewColumn: this.viewColumn },
    }));
  }

  get activeTab() {
    return this.tabs.find(tab => tab.isActive);
  }

  get #panels() {
    return panels.shown.filter(panel => panel.viewColumn === this.viewColumn);
  }
}

const groupsByColumn = new Map<number, FakeTabGroup>();

function group(viewColumn: number): FakeTabGroup {
  const known = groupsByColumn.get(viewColumn) ?? new FakeTabGroup(viewColumn);
  groupsByColumn.set(viewColumn, known);
  return known;
}

/** Returns all tab groups, at least one. */
function groups() {
  const columns = [...new Set(panels.shown.map(({ viewColumn }) => viewColumn))].sort((one, other) => one - other);
  return (columns.length === 0 ? [ViewColumn.One] : columns).map(group);
}

export const webviews = {
  get all(): readonly FakePanel[] {
    return panels.shown;
  },
  setHost: (to: PageHost | undefined) => {
    current = to;
  },
  /** Restores a tab of an earlier window with the state that its page kept. Resolves when the extension has restored or closed it. */
  revive: async (viewType: string, state: unknown, title = ''): Promise<FakePanel> => {
    const panel = createWebviewPanel(viewType, title, ViewColumn.One);
    await serializers.get(viewType)?.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, state);
    return panel;
  },
  reset: () => {
    panels.clear();
    serializers.clear();
  },
};
export const webviewApi = {
  createWebviewPanel,
  registerWebviewPanelSerializer: (viewType: string, serializer: vscode.WebviewPanelSerializer) => {
    serializers.set(viewType, serializer);
    return new Disposable(() => serializers.delete(viewType));
  },
  tabGroups: {
    get all() {
      return groups();
    },
    get activeTabGroup() {
      const all = groups();
      return all.find(({ isActive }) => isActive) ?? all[0];
    },
    close: async (closed: readonly vscode.Tab[]) => {
      const ofTab = (label: string, column: vscode.ViewColumn) => (panel: FakePanel) =>
        panel.title === label && panel.viewColumn === column;
      for (const { label, group } of closed) panels.shown.find(ofTab(label, group.viewColumn))?.dispose();
    },
    onDidChangeTabs: tabsChanged.event,
    onDidChangeTabGroups: tabsChanged.event,
  },
};
