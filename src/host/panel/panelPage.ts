/**
 * The page in a panel's tab: answers its calls and reports changes to it. A hidden page is gone, and starts over when
 * shown again.
 */
import { EventEmitter, l10n, type WebviewPanel } from 'vscode';
import { checkedCalls } from '../../client/page/checkedCalls.ts';
import { ConfigChecks } from '../../client/page/configChecks.ts';
import { PageCallBounds } from '../../client/page/pageCallBounds.ts';
import { PageConfig } from '../../client/page/pageConfig.ts';
import { PageSpools } from '../../client/page/pageSpools.ts';
import { UpdateThrottle } from '../../client/page/updateThrottle.ts';
import { Refused } from '../../client/refused.ts';
import { unawaited } from '../../client/unawaited.ts';
import { SocketError } from '../../core/socketError.ts';
import type { PanelCalls, PanelEvents, PanelPeer, PanelState } from '../../protocol/panelCalls.ts';
import type { Log } from '../diagnostics/log.ts';
import { failureCalls } from '../diagnostics/pageLog.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { FirstSteps } from '../firstSteps.ts';
import type { MessageParts } from '../messages/messageParts.ts';
import { servePage } from '../page/servePage.ts';
import type { Granted } from '../permissions/checks.ts';
import { copyFromPage } from '../shown/clipboard.ts';
import { panelTransfer } from '../transfers/panelTransfer.ts';
import type { Transfers } from '../transfers/transfers.ts';
import { PageVideos } from '../video/pageVideos.ts';
import type { VideoPageParts } from '../video/serveVideoCalls.ts';
import type { VideoOffers } from '../video/videoOffers.ts';
import { commandCalls } from './commandCalls.ts';
import { composerCalls } from './composerCalls.ts';
import { configCalls, type SavedPlaces } from './configCalls.ts';
import { PageViews } from './pageViews.ts';
import type { PanelStates } from './panelStates.ts';
import { panelVideoCalls } from './panelVideoCalls.ts';
import { peerCalls } from './peerCalls.ts';
import { transferCalls } from './transferCalls.ts';

/** Dependencies of the calls of a panel's page. */
export interface PanelPageParts {
  readonly endpoints: Endpoints;
  readonly messageParts: MessageParts;
  readonly transfers: Transfers;
  readonly video: VideoPageParts & { readonly offers: Pick<VideoOffers, 'answer'> };
  readonly firstSteps: Pick<FirstSteps, 'looked'>;
  readonly savedForms: Pick<SavedPlaces, 'saverOf' | 'placeOf'>;
  /** Permissions of commands; a page has them without a question. */
  readonly permissions: Granted;
  readonly log: Log;
}

export interface PanelPageOptions {
  /** Id of the endpoint. */
  readonly id: string;
  readonly view: WebviewPanel;
  readonly states: PanelStates;
  /** Whether the tab comes from an earlier window and no page has loaded in it yet. */
  readonly isRevived: boolean;
}

export class PanelPage {
  readonly #id: string;
  readonly #view: WebviewPanel;
  readonly #states: PanelStates;
  readonly #endpoints: Endpoints;
  readonly #begun = new EventEmitter<void>();
  readonly #store = new DisposableStore();
  readonly #views: PageViews;
  readonly #spools: PageSpools;
  readonly #videos: PageVideos;
  readonly #bounds = new PageCallBounds();
  readonly #configChecks = new ConfigChecks();
  readonly #rpc: ReturnType<typeof servePage<PanelEvents, PanelCalls>>;
  readonly #news = new UpdateThrottle(() => this.#sendState());
  readonly #config = new PageConfig();
  /** True once the page is ready for events. */
  #hasBegun = false;
  #isClosed = false;
  #isRevived: boolean;
  /** Peer whose messages alone the next page shows. */
  #peer: PanelPeer | undefined;

  constructor({ id, view, states, isRevived }: PanelPageOptions, parts: PanelPageParts) {
    const { endpoints, transfers, video, savedForms, permissions, log } = parts;
    this.#id = id;
    this.#view = view;
    this.#states = states;
    this.#isRevived = isRevived;
    this.#endpoints = endpoints;
    this.#views = new PageViews(id, endpoints);
    this.#spools = new PageSpools(() => endpoints.engine);
    const isVisible = () => view.visible;
    this.#videos = this.#store.add(new PageVideos(video, { endpoint: id, isVisible, diesHidden: true }));
    const guards = async () => {
      const { panelGuards } = await import('./panelGuards.ts');
      return panelGuards(id, { endpoints, transfers, permissions, configs: this.#configChecks, saved: savedForms });
    };
    const calls = checkedCalls(this.#calls(parts), guards, (...call) => this.#bounds.run(...call));
    const serving = { log, bounds: this.#bounds, store: this.#store, isClosed: () => this.#isClosed };
    this.#rpc = servePage<PanelEvents, PanelCalls>(view.webview, calls, serving);
    this.#videos.serve(this.#rpc);
    this.#watchChanges(transfers);
  }

  /** Functions of the page; undefined until it is ready for events. */
  get events(): ReturnType<typeof servePage<PanelEvents, PanelCalls>> | undefined {
    return this.#hasBegun ? this.#rpc : undefined;
  }

  /** Resolves when the page has loaded, immediately if it already has, or when the tab is closed. */
  async whenBegun(): Promise<void> {
    if (this.#hasBegun || this.#isClosed) return;
    await new Promise<void>(resolve => this.#begun.event(resolve));
  }

  /** Shows only the messages of one peer, now or when the page has loaded. */
  showPeer(peer: PanelPeer): void {
    if (this.#hasBegun) void this.#rpc.showPeer.asEvent(peer);
    else this.#peer = peer;
  }

  /**
   * Called when the tab became visible, hidden, active or inactive. A hidden page loses the files that it was reading.
   */
  onVisibilityChanged(): void {
    if (!this.#view.visible) {
      this.#gone();
      this.#bounds.forget();
      this.#configChecks.forget();
    }
    this.#videos.onVisibilityChanged();
  }

  /** Called when the tab was closed. */
  dispose(): void {
    this.#isClosed = true;
    this.#gone();
    this.#views.close();
    this.#bounds.forget();
    this.#configChecks.forget();
    this.#store.dispose();
    this.#begun.fire();
    this.#begun.dispose();
  }

  /**
   * Reports changes to the page. While it is hidden, it drops messages; when it is shown again, it requests everything.
   */
  #watchChanges(transfers: Transfers): void {
    this.#store.add(
      this.#states.onDidChange(({ isUrgent }) => {
        if (this.#view.visible && this.#endpoints.has(this.#id)) this.#news.notify({ isUrgent });
      }),
    );
    this.#store.add(
      this.#endpoints.onDidChangeViews(views => {
        for (const view of views) if (this.#views.has(view)) unawaited(this.#rpc.viewChanged.asEvent(view));
      }),
    );
    this.#store.add(
      transfers.onDidChange(changed => {
        const own = changed.filter(({ endpoint }) => endpoint === this.#id);
        if (own.length > 0 && this.#view.visible) unawaited(this.#rpc.transfersChanged.asEvent(own.map(panelTransfer)));
      }),
    );
    this.#store.add(transfers.onDidRemove(id => unawaited(this.#rpc.transferRemoved.asEvent(id))));
  }

  #calls({ endpoints, messageParts, transfers, video, firstSteps, savedForms, log }: PanelPageParts): PanelCalls {
    const id = this.#id;
    return {
      start: async () => this.#start(),
      keep: async state => endpoints.keepPanel(id, state),
      ...this.#views.calls,
      entryBytes: async (seq, offset, length) => {
        firstSteps.looked();
        return endpoints.engine.entryBytes(id, seq, offset, length);
      },
      ...peerCalls(id, endpoints),
      ...composerCalls(id, messageParts),
      ...transferCalls(id, transfers, this.#spools),
      ...this.#videos.calls,
      ...panelVideoCalls(id, video.offers),
      ...commandCalls(id, endpoints),
      ...configCalls(id, { endpoints, saved: savedForms, configs: this.#configChecks }),
      setEditing: async editing => this.#states.edit(editing),
      closePanel: async () => this.#view.dispose(),
      ...failureCalls(log, 'panel'),
      copy: async text => this.#copy(text),
    };
  }

  /** Refuses to copy for a page without the focus: one that was taken over could replace what the user is about to paste elsewhere. */
  async #copy(text: string): Promise<void> {
    if (!this.#view.active) throw new Refused(l10n.t('Only the active panel can copy.'));
    await copyFromPage(text);
  }

  /** Starts over for a page that has loaded: whatever its predecessor had open is gone. */
  #start(): PanelState & { isRevived: boolean; kept?: string; peer?: PanelPeer } {
    this.#views.close();
    this.#gone();
    this.#videos.begin();
    this.#hasBegun = true;
    this.#begun.fire();
    this.#states.askSavedPlace();
    const kept = this.#endpoints.panelState(this.#id);
    const [peer, isRevived] = [this.#peer, this.#isRevived];
    this.#peer = undefined;
    this.#isRevived = false;
    const state = this.#states.of(this.#endpoints.find(this.#id));
    return { ...state, isRevived, ...(kept !== undefined && { kept }), ...(peer && { peer }) };
  }

  /** Called when the page is gone, with everything it received; it no longer answers. */
  #gone(): void {
    this.#hasBegun = false;
    this.#spools.abandon();
    this.#news.forget();
    this.#config.forget();
    void this.#rpc.$rejectPendingCalls(({ reject }) => reject(new SocketError('CANCELLED')));
  }

  async #sendState(): Promise<void> {
    if (!this.#endpoints.has(this.#id)) return;
    const state = this.#states.of(this.#endpoints.find(this.#id));
    await this.#config.send(state.endpoint, endpoint => this.#rpc.changed({ ...state, endpoint }));
  }
}
