/** The open panels, one per endpoint. */
import {
  type Disposable,
  type Event,
  EventEmitter,
  type Uri,
  type ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import { RecentEndpoints } from '../../client/recentEndpoints.ts';
import { unawaited } from '../../client/unawaited.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { FormField, PanelPeer, PeerMenuAction, RowAction } from '../../protocol/panelCalls.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { webviewRoot } from '../page/panelHtml.ts';
import type { RestoredEndpoints } from '../restored/restoredEndpoints.ts';
import { closePanelTabs, columnOf, isPanel, panelType } from '../shown/panelTabs.ts';
import { panelTitles } from '../shown/panelTitles.ts';
import type { Panel } from './panel.ts';
import { watchLabels } from './watchTitle.ts';

/** Opens a panel: in a tab of its own, in this column if given, or in a tab from an earlier window. */
type OpenPanel = (endpoint: EndpointSnapshot, view?: WebviewPanel, column?: ViewColumn) => Panel;

interface PanelsParts {
  readonly endpoints: Endpoints;
  readonly restored: Pick<RestoredEndpoints, 'ready' | 'whenListed'>;
  readonly extensionUri: Uri;
}

export class Panels implements Disposable {
  /** Endpoints by how recently their panels were active. */
  readonly recent = new RecentEndpoints();
  readonly #openPanel: OpenPanel;
  readonly #extensionUri: Uri;
  readonly #endpoints: Endpoints;
  readonly #open = new Map<string, Panel>();
  readonly #restored: PanelsParts['restored'];
  readonly #visible = new EventEmitter<string>();
  /** Titles by endpoint: the only trace of an endpoint in a tab whose page hasn't been loaded. */
  #titles: ReadonlyMap<string, string> = new Map();
  readonly #subscriptions = new DisposableStore();

  constructor({ endpoints, restored, extensionUri }: PanelsParts, openPanel: OpenPanel) {
    this.#openPanel = openPanel;
    this.#extensionUri = extensionUri;
    this.#endpoints = endpoints;
    this.#restored = restored;
    this.#subscriptions.add(this.#visible);
    this.#subscriptions.add(watchLabels(endpoints, () => this.#listed()));
    const serializer = { deserializeWebviewPanel: (view: WebviewPanel, state: unknown) => this.#revive(view, state) };
    this.#subscriptions.add(window.registerWebviewPanelSerializer(panelType, serializer));
  }

  /**
   * Shows the panel of an endpoint. A new one opens next to existing panels; the first one opens beside the code, which
   * keeps the focus unless `takesFocus` is set.
   */
  open(id: string, takesFocus = false, column = columnOf(isPanel)): void {
    this.recent.use(id);
    const known = this.#open.get(id);
    if (known) {
      known.reveal(takesFocus);
      return;
    }
    const panel = this.#show(id, undefined, column);
    if (takesFocus) panel.reveal(true);
  }

  /** Resolves when the page of the endpoint's panel has loaded; immediately if it has no panel. */
  async whenBegun(id: string): Promise<void> {
    await this.#open.get(id)?.whenBegun();
  }

  /** Shows the form with the endpoint's config in its panel, starting at a field. */
  edit(id: string, field?: FormField): void {
    this.open(id, true);
    this.#open.get(id)?.edit(field);
  }

  /** Shows only the messages of one peer in its endpoint's panel. */
  showPeer(id: string, peer: PanelPeer): void {
    this.open(id);
    this.#open.get(id)?.showPeer(peer);
  }

  /**
   * Turns *Follow Next Client* on or off in a panel; returns the new state. Returns undefined if the endpoint has no
   * visible panel.
   */
  async toggleFollow(id: string): Promise<boolean | undefined> {
    return this.#open.get(id)?.toggleFollow();
  }

  /** Performs, in the page, an action chosen in a row's menu. */
  actOnRow(id: string, action: RowAction, seq: number): void {
    this.#open.get(id)?.actOnRow(action, seq);
  }

  /** Performs, in the page, an action chosen in a peer's menu. */
  actOnPeer(id: string, action: PeerMenuAction, peer: PanelPeer): void {
    this.#open.get(id)?.actOnPeer(action, peer);
  }

  /** Fires when the panel of this endpoint was shown or hidden. */
  get onDidChangeVisible(): Event<string> {
    return this.#visible.event;
  }

  /** Id of the endpoint whose panel is active. */
  get active(): string | undefined {
    return [...this.#open].find(([, panel]) => panel.active)?.[0];
  }

  /** Endpoint of the most recently active visible panel. */
  get inSight(): EndpointSnapshot | undefined {
    return this.recent.latestFirst(this.#endpoints.all).find(({ id }) => this.isVisible(id));
  }

  /** Whether there is a panel for this endpoint. */
  isOpen(id: string): boolean {
    return this.#open.has(id);
  }

  /** Whether the user can see the panel of this endpoint, and therefore what happens to it. */
  isVisible(id: string): boolean {
    return this.#open.get(id)?.visible ?? false;
  }

  /** Whether there is a panel that a notification could cover. */
  get isAnyVisible(): boolean {
    return [...this.#open.values()].some(panel => panel.visible);
  }

  /** Leaves the tabs open: VS Code shows them again when the window is restored. */
  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** Closes the tabs of endpoints that were removed, also those from an earlier window that haven't been shown yet. */
  #listed(): void {
    const titles = panelTitles(this.#endpoints.all);
    const open = new Map(this.#open);
    for (const [id, panel] of open) if (!this.#endpoints.has(id)) panel.dispose();
    for (const [id, title] of this.#titles)
      if (!this.#endpoints.has(id) && !open.has(id)) unawaited(closePanelTabs(title));
    this.#titles = titles;
  }

  #show(id: string, view?: WebviewPanel, column?: ViewColumn): Panel {
    const panel = this.#openPanel(this.#endpoints.find(id), view, column);
    this.#open.set(id, panel);
    this.#visible.fire(id);
    panel.onDidShowOrHide(() => {
      if (panel.active) this.recent.use(id);
      this.#visible.fire(id);
    });
    panel.onDidDispose(() => {
      this.#open.delete(id);
      this.#visible.fire(id);
    });
    return panel;
  }

  /** Continues a tab from an earlier window if its endpoint is listed here; otherwise closes it. */
  async #revive(view: WebviewPanel, state: unknown): Promise<void> {
    const { endpoint } = (state ?? {}) as { endpoint?: unknown };
    if (typeof endpoint !== 'string') return this.#reviveUnknown(view);
    await this.#restored.whenListed(endpoint);
    this.#showIn(view, endpoint);
  }

  /**
   * Revives a tab whose endpoint is unknown, because a browser was closed abruptly. It is clear if only one endpoint
   * has the tab's title, or only one had a panel; otherwise, the user is asked.
   */
  async #reviveUnknown(view: WebviewPanel): Promise<void> {
    await this.#restored.ready;
    const candidates = this.#endpoints.all.filter(({ id }) => !this.#open.has(id));
    const titles = panelTitles(this.#endpoints.all);
    const titled = candidates.filter(({ id }) => titles.get(id) === view.title);
    const withPanel = candidates.filter(({ id }) => this.#endpoints.panelState(id) !== undefined);
    const [only, ...others] = titled.length > 0 ? titled : withPanel;
    if (candidates.length === 0 || (only && others.length === 0)) {
      this.#showIn(view, only?.id);
      return;
    }
    const { askEndpoint } = await import('./askEndpoint.ts');
    unawaited(
      this.#showChosen(
        view,
        askEndpoint(
          view,
          candidates.map(({ id }) => [id, titles.get(id) ?? '']),
          webviewRoot(this.#extensionUri),
        ),
      ),
    );
  }

  async #showChosen(view: WebviewPanel, choosing: Promise<string | undefined>): Promise<void> {
    const chosen = await choosing;
    // The tab was closed.
    if (chosen === undefined) return;
    if (this.#open.has(chosen)) this.open(chosen, true);
    this.#showIn(view, chosen);
  }

  /** Shows an endpoint's panel in a restored tab. Closes the tab if the endpoint no longer exists or already has a panel. */
  #showIn(view: WebviewPanel, endpoint: string | undefined): void {
    if (endpoint !== undefined && this.#endpoints.has(endpoint) && !this.#open.has(endpoint))
      this.#show(endpoint, view);
    else view.dispose();
  }
}
