/** The editor tab of an endpoint, which contains a page. */
import { type Disposable, type Event, EventEmitter, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { FormField, PanelPeer, PeerMenuAction, RowAction } from '../../protocol/panelCalls.ts';
import { panelHtml, webviewRoot } from '../page/panelHtml.ts';
import { panelType } from '../shown/panelTabs.ts';
import { panelTitle } from '../shown/panelTitles.ts';
import { plainText } from '../shown/shownText.ts';
import type { SavedPlaces } from './configCalls.ts';
import { PanelPage, type PanelPageParts } from './panelPage.ts';
import { PanelStates, type StateParts } from './panelStates.ts';
import { watchTitle } from './watchTitle.ts';

/** Dependencies of a panel. */
export interface PanelParts extends PanelPageParts {
  readonly restored: StateParts['restored'];
  readonly video: PanelPageParts['video'] & { readonly offers: StateParts['offers'] };
  readonly savedForms: SavedPlaces;
  readonly extensionUri: Uri;
}

export class Panel {
  readonly #view: WebviewPanel;
  readonly #disposed = new EventEmitter<void>();
  readonly #shown = new EventEmitter<void>();
  readonly #states: PanelStates;
  readonly #page: PanelPage;
  readonly #titles: Disposable;

  /** Uses a tab of its own, beside the code by default, or one from an earlier window. */
  constructor(
    endpoint: EndpointSnapshot,
    parts: PanelParts,
    view?: WebviewPanel,
    viewColumn: ViewColumn = ViewColumn.Beside,
  ) {
    const { id } = endpoint;
    const { endpoints, restored, messageParts, video, savedForms, extensionUri } = parts;
    const root = webviewRoot(extensionUri);
    const place = { viewColumn, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: [root] };
    const initial = panelTitle(endpoint, endpoints.all);
    this.#view = view ?? window.createWebviewPanel(panelType, plainText(initial), place, options);
    this.#view.webview.options = options;
    this.#view.iconPath = Uri.joinPath(extensionUri, 'media', 'portside.svg');
    this.#view.onDidDispose(() => this.#closed());
    this.#view.onDidChangeViewState(() => this.#onVisibilityChanged());
    const { offers } = video;
    this.#states = new PanelStates(id, { endpoints, restored, messageParts, offers, saved: savedForms });
    this.#titles = watchTitle(id, endpoints, (title, numbered) => {
      this.#view.title = plainText(title);
      this.#states.numbered = numbered;
    });
    const isRevived = view !== undefined;
    this.#page = new PanelPage({ id, view: this.#view, states: this.#states, isRevived }, parts);
    this.#view.webview.html = panelHtml(this.#view.webview, root, { endpoint: id });
  }

  get onDidDispose(): Event<void> {
    return this.#disposed.event;
  }

  /** Fires when the panel has become visible, hidden, active or inactive. */
  get onDidShowOrHide(): Event<void> {
    return this.#shown.event;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Resolves when the page has loaded, immediately if it already has, or when the tab is closed. */
  async whenBegun(): Promise<void> {
    await this.#page.whenBegun();
  }

  /** Whether the panel is the active tab. */
  get active(): boolean {
    return this.#view.active;
  }

  reveal(takesFocus: boolean): void {
    this.#view.reveal(undefined, !takesFocus);
    if (takesFocus && this.#page.events) unawaited(this.#page.events.focusMessage.asEvent());
  }

  /** Shows the form with the endpoint's config, starting at a field. */
  edit(field?: FormField): void {
    this.#states.edit(true, field);
  }

  /** Performs, in the page, an action chosen in a row's menu. */
  actOnRow(action: RowAction, seq: number): void {
    void this.#page.events?.rowAction.asEvent(action, seq);
  }

  /** Performs, in the page, an action chosen in a peer's menu. */
  actOnPeer(action: PeerMenuAction, peer: PanelPeer): void {
    void this.#page.events?.peerAction.asEvent(action, peer);
  }

  /** Shows only the messages of one peer, in the current page or the next one. */
  showPeer(peer: PanelPeer): void {
    this.#page.showPeer(peer);
  }

  /**
   * Turns *Follow Next Client* on or off; returns the new state. Returns undefined if there is no page, or if it goes
   * away before it answers.
   */
  async toggleFollow(): Promise<boolean | undefined> {
    return this.#page.events?.toggleFollow().catch(error => {
      if (!(error instanceof SocketError && error.code === 'CANCELLED')) throw error;
      return undefined;
    });
  }

  dispose(): void {
    this.#view.dispose();
  }

  #onVisibilityChanged(): void {
    this.#page.onVisibilityChanged();
    this.#shown.fire();
  }

  #closed(): void {
    this.#page.dispose();
    this.#states.dispose();
    this.#titles.dispose();
    this.#shown.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}
