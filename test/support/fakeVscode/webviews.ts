/** Tabs with a page in them. The page itself is shown by whoever sets `host`; one that is hidden is gone, as in VS Code. */
import type * as vscode from 'vscode';
import { EventEmitter } from './events.ts';
import { Sightings } from './sightings.ts';
import { TabInputWebview, Uri, ViewColumn } from './values.ts';

/** Where pages are shown. */
export interface PageHost {
  /** Of the server that has the files of the project below `/files`. */
  readonly origin: string;
  /** Shows a page anew, in place of what that tab showed. */
  show(id: number, html: string): void;
  hide(id: number): void;
  post(id: number, message: unknown): void;
}

export class FakePanel {
  readonly id: number;
  readonly viewType: string;
  title: string;
  iconPath: unknown;
  visible = true;
  active = true;
  viewColumn: number = ViewColumn.One;
  readonly options: object = {};
  readonly #disposed = new EventEmitter<void>();
  readonly #viewState = new EventEmitter<{ webviewPanel: FakePanel }>();
  readonly #received = new EventEmitter<unknown>();
  readonly onDidDispose = this.#disposed.event;
  readonly onDidChangeViewState = this.#viewState.event;
  readonly webview: object;
  /** What the page asked VS Code to keep. */
  state: unknown;
  #html = '';
  #isDisposed = false;

  constructor(id: number, viewType: string, title: string) {
    this.id = id;
    this.viewType = viewType;
    this.title = title;
    const panel = this;
    this.webview = {
      options: {},
      cspSource: host().origin,
      onDidReceiveMessage: this.#received.event,
      asWebviewUri: (uri: vscode.Uri) => Uri.parse(`${host().origin}/files${uri.path}`),
      postMessage: async (message: unknown) => {
        if (panel.visible) host().post(id, message);
        return panel.visible;
      },
      get html() {
        return panel.#html;
      },
      set html(html: string) {
        panel.#html = html;
        host().show(id, html);
      },
    };
  }

  /** The page said something. */
  receive(message: unknown): void {
    this.#received.fire(message);
  }

  reveal(): void {
    if (this.#isDisposed) return;
    if (this.visible) return;
    for (const other of panels.shown) if (other !== this) other.hide();
    this.visible = true;
    this.active = true;
    host().show(this.id, this.#html);
    this.#viewState.fire({ webviewPanel: this });
  }

  /** Another tab is in front of it. */
  hide(): void {
    if (!this.visible) return;
    this.visible = false;
    this.active = false;
    host().hide(this.id);
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
let nextId = 0;
let current: PageHost | undefined;

function host(): PageHost {
  if (!current) throw new Error('nothing shows pages');
  return current;
}

function createWebviewPanel(viewType: string, title: string): FakePanel {
  for (const other of panels.shown) other.hide();
  const panel = new FakePanel(++nextId, viewType, title);
  panels.show(panel);
  tabsChanged.fire({ opened: [], closed: [], changed: [] });
  return panel;
}

/** All tabs are in one group. */
function group() {
  const tabs = panels.shown.map(({ title, viewType, active }) => ({
    label: title,
    isActive: active,
    input: new TabInputWebview(viewType),
  }));
  return { isActive: true, viewColumn: ViewColumn.One, tabs, activeTab: tabs.find(({ isActive }) => isActive) };
}

export const webviews = {
  get all(): readonly FakePanel[] {
    return panels.shown;
  },
  setHost: (to: PageHost | undefined) => {
    current = to;
  },
  reset: () => panels.clear(),
};
export const webviewApi = {
  createWebviewPanel,
  registerWebviewPanelSerializer: () => ({ dispose: () => undefined }),
  tabGroups: {
    get all() {
      return [group()];
    },
    get activeTabGroup() {
      return group();
    },
    onDidChangeTabs: tabsChanged.event,
    onDidChangeTabGroups: tabsChanged.event,
  },
};
