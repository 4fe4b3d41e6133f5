/** The editor tab of one endpoint: serves its webview and notifies it of changes. */
import { type Event, EventEmitter, env, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import type {
  FormField,
  PanelCalls,
  PanelEvents,
  PanelPeer,
  PanelState,
  PeerMenuAction,
  RowAction,
} from '../../protocol/panelCalls.ts';
import { createRpc } from '../../protocol/rpc.ts';
import type { Log } from '../diagnostics/log.ts';
import { failureCalls, loggedCalls } from '../diagnostics/pageLog.ts';
import { unawaited } from '../diagnostics/unawaited.ts';
import { DisposableStore } from '../disposableStore.ts';
import { isExposed } from '../endpointLabels.ts';
import type { Endpoints } from '../endpoints.ts';
import type { FirstSteps } from '../firstSteps.ts';
import type { Composing } from '../messages/composing.ts';
import { checkedCalls } from '../page/checkedCalls.ts';
import { PacedNews } from '../page/pacedNews.ts';
import { PageCallBounds } from '../page/pageCallBounds.ts';
import type { PageGuards } from '../page/pageReach.ts';
import { panelHtml, webviewRoot } from '../page/panelHtml.ts';
import { panelType } from '../panelTabs.ts';
import type { Granted } from '../permissions/checks.ts';
import { onDidChangeReceiveSettings, receiveDirectoryOf } from '../receiveSettings.ts';
import type { RestoredEndpoints } from '../restoredEndpoints.ts';
import { pageText, plainText } from '../shownText.ts';
import { panelTransfer } from '../transfers/panelTransfer.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { translated } from '../translated.ts';
import { onDidChangeViewDefaults, viewDefaults } from '../userDefaults.ts';
import { PageVideos } from '../video/pageVideos.ts';
import type { VideoPageParts } from '../video/videoCalls.ts';
import type { VideoOffers } from '../video/videoOffers.ts';
import { commandCalls } from './commandCalls.ts';
import { composerCalls, composerState } from './composerCalls.ts';
import { configCalls, type SavedPlaces } from './configCalls.ts';
import { ConfigChecks } from './configChecks.ts';
import { PageConfig } from './pageConfig.ts';
import { PageSpools } from './pageSpools.ts';
import { PageViews } from './pageViews.ts';
import { panelFraming } from './panelFraming.ts';
import { panelGuards } from './panelGuards.ts';
import { panelVideoCalls } from './panelVideoCalls.ts';
import { peerCalls } from './peerCalls.ts';
import { defaultRowForm, rowFormSetting } from './rowFormSetting.ts';
import { SavedPlace } from './savedPlace.ts';
import { transferCalls } from './transferCalls.ts';

const announceSetting = 'portside.announceMessages';
const followSetting = 'portside.followNextClient';
/** Settings that the page needs to know. */
const panelSettings = [announceSetting, followSetting, rowFormSetting];

type Page = ReturnType<typeof createRpc<PanelEvents, PanelCalls>>;

/** The parts that panels depend on. */
export interface PanelParts {
  readonly endpoints: Endpoints;
  readonly restored: RestoredEndpoints;
  readonly composing: Composing;
  readonly transfers: Transfers;
  readonly video: VideoPageParts & { readonly offers: VideoOffers };
  readonly firstSteps: Pick<FirstSteps, 'looked'>;
  readonly savedForms: SavedPlaces;
  /** Permissions of commands; pages have them without a question. */
  readonly permissions: Granted;
  readonly extensionUri: Uri;
  readonly log: Log;
}

export class Panel {
  readonly #id: string;
  readonly #endpoints: Endpoints;
  readonly #restored: RestoredEndpoints;
  readonly #composing: Composing;
  readonly #transfers: Transfers;
  readonly #videoOffers: VideoOffers;
  readonly #firstSteps: Pick<FirstSteps, 'looked'>;
  readonly #savedForms: SavedPlaces;
  readonly #savedPlace: SavedPlace;
  readonly #guards: PageGuards;
  readonly #log: Log;
  readonly #pageVideos: PageVideos;
  readonly #view: WebviewPanel;
  readonly #disposed = new EventEmitter<void>();
  readonly #shown = new EventEmitter<void>();
  readonly #begun = new EventEmitter<void>();
  readonly #store = new DisposableStore();
  readonly #views: PageViews;
  readonly #spools: PageSpools;
  readonly #bounds = new PageCallBounds();
  readonly #configChecks = new ConfigChecks();
  #page: Page | undefined;
  #editing = false;
  #formField: FormField | undefined;
  #isClosed = false;
  #announces = announces();
  #defaults = viewDefaults();
  #followsNext = followsNext();
  /** A page is ready for events. */
  #hasBegun = false;
  /** The tab comes from an earlier window, and no page has loaded in it yet. */
  #isRevived: boolean;
  /** The peer that the next page shows alone. */
  #peer: PanelPeer | undefined;
  readonly #news = new PacedNews(() => this.#tellState());
  readonly #pageConfig = new PageConfig();
  #gist = '';
  /** The endpoint's config when it last changed. */
  #config: EndpointConfig | undefined;

  /** In a tab of its own, beside the code unless specified otherwise, or in the one that an earlier window had. */
  constructor(
    endpoint: EndpointSnapshot,
    parts: PanelParts,
    view?: WebviewPanel,
    viewColumn: ViewColumn = ViewColumn.Beside,
  ) {
    const { endpoints, restored, composing, transfers, video, firstSteps, savedForms, permissions, extensionUri, log } =
      parts;
    this.#id = endpoint.id;
    this.#guards = panelGuards(endpoint.id, { endpoints, transfers, permissions, configs: this.#configChecks });
    this.#endpoints = endpoints;
    this.#restored = restored;
    this.#composing = composing;
    this.#transfers = transfers;
    this.#views = new PageViews(endpoint.id, endpoints);
    this.#videoOffers = video.offers;
    this.#firstSteps = firstSteps;
    this.#savedForms = savedForms;
    this.#savedPlace = new SavedPlace(
      () => savedForms.placeOf(endpoint.id),
      () => this.#tellChanged(),
    );
    this.#log = log;
    this.#spools = new PageSpools(() => endpoints.engine);
    const root = webviewRoot(extensionUri);
    const place = { viewColumn, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: [root] };
    this.#isRevived = view !== undefined;
    this.#view = view ?? window.createWebviewPanel(panelType, plainText(endpointLabel(endpoint)), place, options);
    this.#view.title = plainText(endpointLabel(endpoint));
    this.#view.webview.options = options;
    this.#view.iconPath = Uri.joinPath(extensionUri, 'media', 'portside.svg');
    this.#view.onDidDispose(() => this.#closed());
    this.#view.onDidChangeViewState(() => this.#showedOrHid());
    const isVisible = () => this.#view.visible;
    this.#pageVideos = this.#store.add(new PageVideos(video, { endpoint: this.#id, isVisible, diesHidden: true }));
    this.#serve();
    this.#view.webview.html = panelHtml(this.#view.webview, root, { endpoint: this.#id });
  }

  get onDidDispose(): Event<void> {
    return this.#disposed.event;
  }

  /** It became visible, hidden, active or inactive. */
  get onDidShowOrHide(): Event<void> {
    return this.#shown.event;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Resolves when its page has loaded, immediately if it already has, or when the tab is closed. */
  async whenBegun(): Promise<void> {
    if (this.#hasBegun || this.#isClosed) return;
    await new Promise<void>(resolve => {
      this.#begun.event(resolve);
      this.#disposed.event(resolve);
    });
  }

  /** Whether it is the active tab. */
  get active(): boolean {
    return this.#view.active;
  }

  reveal(takesFocus: boolean): void {
    this.#view.reveal(undefined, !takesFocus);
    if (takesFocus && this.#hasBegun && this.#page) unawaited(this.#page.focusMessage.asEvent());
  }

  /** Shows the form with the endpoint's config, starting at a field. */
  edit(field?: FormField): void {
    this.#edit(true, field);
  }

  /** Performs in the page an action chosen in a row's menu. */
  actOnRow(action: RowAction, seq: number): void {
    void this.#page?.rowAction.asEvent(action, seq);
  }

  /** Performs in the page an action chosen in a peer's menu. */
  actOnPeer(action: PeerMenuAction, peer: PanelPeer): void {
    void this.#page?.peerAction.asEvent(action, peer);
  }

  /** Shows only the messages of one peer, in the current page or the next one. */
  showPeer(peer: PanelPeer): void {
    if (this.#hasBegun) void this.#page?.showPeer.asEvent(peer);
    else this.#peer = peer;
  }

  /** Turns *Follow Next Client* on or off; returns the new state. Undefined while there is no page, or if it goes before it answers. */
  async toggleFollow(): Promise<boolean | undefined> {
    if (!this.#hasBegun) return undefined;
    return this.#page?.toggleFollow().catch(error => {
      if (!(error instanceof SocketError && error.code === 'CANCELLED')) throw error;
      return undefined;
    });
  }

  dispose(): void {
    this.#view.dispose();
  }

  #serve(): void {
    const calls = checkedCalls(this.#calls(), this.#guards, (...call) => this.#bounds.run(...call));
    const rpc = createRpc<PanelEvents, PanelCalls>(loggedCalls(calls, this.#log), {
      post: message => {
        // An answer may arrive after the tab was closed.
        if (!this.#isClosed) this.#bounds.deliver(this.#view.webview.postMessage(message));
      },
      listen: receive => this.#store.add(this.#view.webview.onDidReceiveMessage(receive)),
    });
    this.#page = rpc;
    this.#pageVideos.serve(rpc);
    this.#store.add({ dispose: () => rpc.$close() });
    this.#tellChanges(rpc);
  }

  /** A hidden page drops messages; when it is shown again, it requests everything. */
  #tellChanges(rpc: Page): void {
    this.#store.add(
      this.#endpoints.onDidChange(changed => {
        const endpoint = changed.find(({ id }) => id === this.#id);
        if (!endpoint) return;
        this.#view.title = plainText(endpointLabel(endpoint));
        const gist = gistOf(endpoint);
        const isOther = isOtherConfig(this.#config, endpoint.config);
        if (isOther) this.#savedPlace.askAgain();
        this.#config = endpoint.config;
        this.#tellChanged(isOther || gist !== this.#gist);
        this.#gist = gist;
      }),
    );
    this.#store.add(
      this.#composing.onDidChange(changed => {
        if ((changed ?? this.#id) === this.#id) this.#tellChanged();
      }),
    );
    this.#tellSettings();
    this.#store.add(this.#savedForms.onDidChangePlaces(() => this.#savedPlace.askAgain()));
    this.#store.add(
      this.#videoOffers.onDidChange(id => {
        if (id === this.#id) this.#tellChanged();
      }),
    );
    this.#store.add(
      this.#endpoints.onDidChangeViews(views => {
        for (const view of views) if (this.#views.has(view)) unawaited(rpc.viewChanged.asEvent(view));
      }),
    );
    this.#store.add(
      this.#transfers.onDidChange(changed => {
        const own = changed.filter(({ endpoint }) => endpoint === this.#id);
        if (own.length > 0 && this.#view.visible) unawaited(rpc.transfersChanged.asEvent(own.map(panelTransfer)));
      }),
    );
    this.#store.add(this.#transfers.onDidRemove(id => unawaited(rpc.transferRemoved.asEvent(id))));
  }

  /** Changes that a page shows in what it already has. */
  #tellSettings(): void {
    this.#store.add(
      workspace.onDidChangeConfiguration(change => {
        if (!panelSettings.some(setting => change.affectsConfiguration(setting))) return;
        this.#announces = announces();
        this.#followsNext = followsNext();
        this.#tellChanged();
      }),
    );
    this.#store.add(
      onDidChangeViewDefaults(defaults => {
        this.#defaults = defaults;
        this.#tellChanged();
      }),
    );
    this.#store.add(onDidChangeReceiveSettings(() => this.#tellChanged()));
  }

  #calls(): PanelCalls {
    const id = this.#id;
    const endpoints = this.#endpoints;
    return {
      start: async () => {
        // A page that was hidden starts over: what it had open is gone.
        this.#views.close();
        this.#pageGone();
        this.#pageVideos.begin();
        this.#hasBegun = true;
        this.#begun.fire();
        this.#savedPlace.askAgain();
        const kept = endpoints.panelState(id);
        const [peer, isRevived] = [this.#peer, this.#isRevived];
        this.#peer = undefined;
        this.#isRevived = false;
        const state = this.#stateOf(endpoints.find(id));
        return { ...state, isRevived, ...(kept !== undefined && { kept }), ...(peer && { peer }) };
      },
      keep: async state => endpoints.keepPanel(id, state),
      ...this.#views.calls,
      entryBytes: async (seq, offset, length) => {
        this.#firstSteps.looked();
        return endpoints.engine.entryBytes(id, seq, offset, length);
      },
      ...peerCalls(id, endpoints),
      ...composerCalls(id, this.#composing),
      ...transferCalls(id, this.#transfers, this.#spools),
      ...this.#pageVideos.calls,
      ...panelVideoCalls(id, this.#videoOffers),
      ...commandCalls(id, endpoints),
      ...configCalls(id, { endpoints, saved: this.#savedForms, configs: this.#configChecks }),
      setEditing: async editing => this.#edit(editing),
      closePanel: async () => this.dispose(),
      ...failureCalls(this.#log, 'panel'),
      copy: async text => env.clipboard.writeText(text),
    };
  }

  #edit(editing: boolean, field?: FormField): void {
    this.#editing = editing;
    this.#formField = field;
    this.#tellChanged();
  }

  #tellChanged(isUrgent = true): void {
    if (this.#view.visible && this.#endpoints.has(this.#id)) this.#news.come({ isUrgent });
  }

  /** The page has gone, with what it has received. It answers no more. */
  #pageGone(): void {
    this.#hasBegun = false;
    this.#spools.abandon();
    this.#news.forget();
    this.#pageConfig.forget();
    void this.#page?.$rejectPendingCalls(({ reject }) => reject(new SocketError('CANCELLED')));
  }

  async #tellState(): Promise<void> {
    if (!this.#endpoints.has(this.#id)) return;
    const state = this.#stateOf(this.#endpoints.find(this.#id));
    await this.#pageConfig.tell(state.endpoint, endpoint => this.#page?.changed({ ...state, endpoint }));
  }

  #stateOf(endpoint: EndpointSnapshot): PanelState {
    const failure = endpoint.failure && translated(failureSentence(endpoint.failure));
    const framing = panelFraming(endpoint.config);
    return {
      endpoint,
      exposed: isExposed(endpoint),
      wasOpen: this.#restored.wasOpen(endpoint.id),
      editing: this.#editing,
      ...(this.#formField !== undefined && { formField: this.#formField }),
      ...(this.#savedPlace.current && { saved: this.#savedPlace.current }),
      ...composerState(endpoint.id, this.#composing),
      announces: this.#announces,
      view: this.#defaults,
      rowForm: defaultRowForm(),
      followsNext: this.#followsNext,
      videoOffers: this.#videoOffers.of(endpoint.id),
      ...(framing && { framing }),
      ...(failure !== undefined && { failure: pageText(failure) }),
      ...(receivesFiles(endpoint) && { filesGoTo: pageText(receiveDirectoryOf(endpoint.config) ?? '') }),
    };
  }

  /** A hidden page is gone, and so are the files that it was reading. */
  #showedOrHid(): void {
    if (!this.#view.visible) {
      this.#pageGone();
      this.#bounds.forget();
      this.#configChecks.forget();
    }
    this.#pageVideos.showedOrHid();
    this.#shown.fire();
  }

  #closed(): void {
    this.#isClosed = true;
    this.#pageGone();
    this.#views.close();
    this.#bounds.forget();
    this.#configChecks.forget();
    this.#store.dispose();
    this.#shown.dispose();
    this.#begun.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}

function receivesFiles({ config: { files } }: EndpointSnapshot): boolean {
  return files !== undefined && files.mode !== 'off';
}

/** In a flood it is the same object: a long one isn't compared 20 times a second. */
function isOtherConfig(before: EndpointConfig | undefined, now: EndpointConfig): boolean {
  return before !== now && JSON.stringify(before) !== JSON.stringify(now);
}

/** Everything that changes when something happens, except for the figures and the config. */
function gistOf({ counters, config: _, ...endpoint }: EndpointSnapshot): string {
  return JSON.stringify([endpoint, counters.peers]);
}

function followsNext(): boolean {
  return workspace.getConfiguration().get(followSetting, false);
}

function announces(): boolean {
  return workspace.getConfiguration().get(announceSetting, true);
}
