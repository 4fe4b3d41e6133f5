/** The root element of an endpoint's panel. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../src/core/endpointSnapshot.ts';
import { hasReset, isStream, peerRole } from '../../src/core/kinds.ts';
import type {
  PanelAction,
  PanelPeer,
  PanelRow,
  PanelState,
  PeerAction,
  PeerMenuAction,
  RowForm,
  VideoAnswer,
} from '../../src/protocol/panelCalls.ts';
import { Announcer } from '../widgets/announcer.ts';
import { BannerFocus } from '../widgets/bannerFocus.ts';
import { clearedLine } from './clearedLine.ts';
import { commandKey } from '../widgets/commandKey.ts';
import type { ComposerElement } from '../composer/composerElement.ts';
import type { Addressee } from '../composer/targets.ts';
import { takeTyping } from './earlyTyping.ts';
import { waitingHint } from './emptyTranscript.ts';
import { errorText } from '../errorText.ts';
import { filterBar } from '../find/filterBar.ts';
import { type Found, findBar } from '../find/findBar.ts';
import { FindTyping } from '../find/findTyping.ts';
import { setTimeFormat } from '../formatTime.ts';
import { banner, header, offersStart } from '../header.ts';
import {
  host,
  keep,
  keptState,
  onChanged,
  onPeerAction,
  onShowPeer,
  onToggleFollow,
  panelState,
  takeWantedPeer,
  videoLink,
} from '../hostCalls.ts';
import { iconText } from '../widgets/iconText.ts';
import { isTextField } from '../widgets/nativeMenu.ts';
import { olderEntries } from './olderEntries.ts';
import { peerColours } from '../peerColours.ts';
import { PeerLabels } from '../peerLabels.ts';
import { chosenPeer, type Target } from '../peers/chosenPeer.ts';
import { followAction } from '../peers/followAction.ts';
import { followWords } from '../peers/followWords.ts';
import { goneLine } from '../peers/goneLine.ts';
import type { KeptChoice } from '../peers/peerChoice.ts';
import { closedSelect, type PeerSelectState, peerSelect } from '../peers/peerSelect.ts';
import { PeersController } from '../peers/peersController.ts';
import { type RailState, rail } from './rail.ts';
import { toolbar } from './toolbar.ts';
import { nothingShown } from '../transcript/nothingShown.ts';
import { setRowPeerLookup } from '../transcript/rowMenu.ts';
import { onRowRequest, type RowRequest } from '../transcript/rowRequests.ts';
import type { TranscriptElement } from '../transcript/transcriptElement.ts';
import { DropController } from '../transfers/dropController.ts';
import { dropOverlay, leftHint } from '../transfers/dropOverlay.ts';
import { sendDropped } from '../transfers/sendDropped.ts';
import { TransfersController } from '../transfers/transfersController.ts';
import { videoOffers } from '../video/videoOfferBanner.ts';
import { VideosController } from '../video/videosController.ts';
import type { ViewMode } from '../viewMode.ts';
import { isNarrowed, shownBy, type ViewQuery } from '../find/viewQuery.ts';

const nothingFound: Found = { matches: 0, current: undefined, progress: 1, slow: 0, problem: undefined };

@customElement('portside-panel')
export class PanelElement extends LitElement {
  @state() private panel: PanelState | undefined;
  @state() private chosenMode: ViewMode | undefined = keptState().mode;
  @state() private rowForm = keptState().rowForm;
  @state() private query: ViewQuery = { ...keptState().query, peer: keptState().peers?.shown?.id };
  @state() private finds = Boolean(keptState().query?.needle);
  @state() private filters = false;
  @state() private inspected: PanelRow | undefined;
  @state() private found: Found = nothingFound;
  @state() private trouble: string | undefined;
  @state() private showsTransfers = keptState().transfers ?? false;
  @state() private showsVideos = keptState().videos;
  @state() private isInset = keptState().videoInset ?? true;
  @query('portside-transcript') private transcript!: TranscriptElement | null;
  @query('portside-composer') private composer!: ComposerElement | null;
  private readonly labels = new PeerLabels();
  private readonly announcer = new Announcer(this);
  private readonly peers = new PeersController(this, {
    calls: host,
    labels: this.labels,
    kept: keptState().peers ?? {},
    onChoice: kept => this.peerChosen(kept),
    onOpen: open => this.peersOpen(open),
    followsByDefault: () => panelState().followsNext,
    staysOpen: () => !isStream(panelState().endpoint.config),
    onFollow: (peer, name) =>
      this.announcer.say(
        followWords[peerRole(panelState().endpoint.config)].followed(this.labels.full(peer.address, name)),
      ),
  });
  private readonly transfers = new TransfersController(this, {
    labels: this.labels,
    say: text => this.announcer.say(text),
  });
  private readonly videos = new VideosController(this, {
    link: videoLink,
    labels: this.labels,
    // Closing the video area applied only to the video that was there at that time.
    onBegin: () => {
      if (this.showsVideos === false) this.showVideos(undefined);
    },
  });
  private readonly drop = new DropController(this, {
    addressee: () => this.addressee,
    drop: (data, { target }) => void this.transfers.attempt(() => sendDropped(data, target)),
  });
  private readonly findTyping = new FindTyping(change => this.setQuery(change));
  private readonly filterTyping = new FindTyping(change => this.setQuery(change));
  /** Addressee shown in the drop hint, as JSON; `undefined` while there is no hint. */
  private drawnAddressee: string | undefined;
  private stopListening: (() => void)[] = [];

  constructor() {
    super();
    peerColours.restore(keptState().colours ?? {});
    setRowPeerLookup(({ id }) => ({ isOpen: this.peers.isOpen(id), isShown: this.query.peer === id }));
    this.addController(new BannerFocus(() => this.composer?.takeFocus()));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onShortcut, { capture: true });
    this.stopListening = [onChanged(panel => this.changed(panel)), onShowPeer(this.showPeer)];
    this.stopListening.push(
      onPeerAction(chosen => this.actOnPeer(chosen)),
      onRowRequest(this.answerRow),
    );
    this.stopListening.push(onToggleFollow(() => this.peers.choice.toggleFollow()));
    this.changed(panelState());
    const wanted = takeWantedPeer();
    if (wanted) this.showPeer(wanted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onShortcut, { capture: true });
    for (const stop of this.stopListening) stop();
    this.findTyping.forget();
    this.filterTyping.forget();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Passes early typing to the composer. If the form is shown instead, that text wasn't meant for a message. */
  protected override firstUpdated(): void {
    const typed = takeTyping();
    if (typed !== '') this.composer?.type(typed);
  }

  protected override render(): TemplateResult {
    const { panel, trouble } = this;
    if (!panel) return html`<div class="loading-panel">${trouble ?? l10n.t('Loading…')}</div>`;
    const { run } = this;
    const edit = (editing: boolean, savesToo?: true) => {
      if (savesToo) keep({ savesToo });
      void host.setEditing(editing).catch(error => this.tell(error));
    };
    const answer = (given: VideoAnswer) => void this.videos.attempt(() => host.answerVideo(given));
    return html`${header(panel, run, edit)} ${banner(panel, run, edit)} ${videoOffers(panel, answer)}
      ${trouble === undefined ? nothing : html`<div class="banner" role="alert">${iconText('error', trouble)}</div>`}
      ${
        panel.editing
          ? html`<portside-form .config=${panel.endpoint.config} .endpointState=${panel.endpoint.state}
              .peers=${panel.endpoint.counters.peers} .saved=${panel.saved}
              .firstField=${panel.formField ?? 'address'} .onTrouble=${this.showTrouble}></portside-form>`
          : this.conversation(panel, run)
      }
      ${this.dropHint()}
      <div class="spoken" role="status" aria-live="polite">${this.announcer.text}</div>`;
  }

  private conversation(panel: PanelState, run: (action: PanelAction) => void): TemplateResult {
    const { labels, peers, query, finds } = this;
    const { endpoint } = panel;
    return html`${this.tools(panel, run)} ${goneLine({ choice: peers.choice, endpoint, labels, start: offersStart(panel) ? undefined : () => run('restart') })}
      ${finds ? this.findBar() : nothing}
      ${this.filters ? this.filterBar(query, endpoint) : nothing}
      ${clearedLine(endpoint, () => this.undoClear())} ${olderEntries(endpoint.droppedEntries ?? 0)}
      <div class="stage"><div class="conversation"><div class="split" @keydown=${this.closeEntryOnEscape}>
        <portside-transcript .mode=${this.mode(panel)} .form=${this.rowForm ?? panel.rowForm} .query=${query} .labels=${labels} .inspected=${this.inspected}
          .onFound=${(found: Found) => this.tellFound(found)} .onTrouble=${this.showTrouble} .onInspect=${this.inspect} .onShowPeer=${this.showPeer}
          .whenEmpty=${() => this.nothingShown(endpoint)}></portside-transcript>
        ${this.inspected ? this.entryView(this.inspected, endpoint) : nothing}
      </div>
      ${waitingHint(endpoint, panel.filesGoTo, () => run('showReceivedFiles')) ?? nothing}</div>
      ${rail(this.railState)}</div>
      <portside-composer .endpoint=${endpoint} .panel=${panel} .peers=${peers.open} .labels=${labels}
        .target=${peers.choice.target} .waits=${peers.choice.targetWaits} .onTarget=${this.sendTo} .onSend=${this.showSent}></portside-composer>`;
  }

  private tools(panel: PanelState, run: (action: PanelAction) => void): TemplateResult {
    const { endpoint, framing, rowForm } = panel;
    const { labels, peers, query, finds, filters } = this;
    const runOnPeer = (action: PeerAction, id: string) =>
      void host.runOnPeer(action, id).catch(error => this.tell(error));
    return toolbar(
      {
        endpoint: endpoint.id,
        mode: this.mode(panel),
        rowForm: this.rowForm ?? rowForm,
        peers: peers.open ?? [],
        shown: peers.choice.shown,
        isPast: peers.choice.isPast,
        closedCount: peers.recent.length,
        closedPeers: closedSelect(this.peerSelectState(endpoint)),
        follow: followAction(peers.choice, peerRole(endpoint.config)),
        role: peerRole(endpoint.config),
        hasReset: hasReset(endpoint.config),
        labels,
        peerCount: endpoint.counters.peers,
        framing,
        finds,
        filters,
        isNarrowed: isNarrowed(query),
        transferCount: this.transfers.list.size,
        showsTransfers: this.showsTransfers || this.transfers.isShown,
        videoCount: this.videos.list.running,
        showsVideos: this.showsVideos ?? this.videos.list.shown.length > 0,
      },
      {
        setMode: chosen => this.setMode(chosen),
        setRowForm: chosen => this.setRowForm(chosen),
        showPeer: peer => peers.choice.show(peer && chosenPeer(peer)),
        runOnPeer,
        copyAddress: address => void host.copy(visibleText(address)).catch(error => this.tell(error)),
        changeFraming: () => run('changeFraming'),
        toggleFind: () => (finds ? this.closeFind() : this.openFind()),
        toggleFilter: () => {
          this.filters = !filters;
        },
        exportTranscript: () => void host.exportTranscript(shownBy(query)).catch(error => this.tell(error)),
        showTransfers: shown => this.showTransfers(shown),
        showVideos: shown => this.showVideos(shown),
      },
    );
  }

  /** Each button disappears when it is pressed, so the focus moves to the transcript. */
  private nothingShown({ config }: EndpointSnapshot): TemplateResult | typeof nothing {
    const { query, labels, peers } = this;
    const { shown } = peers.choice;
    const widen = (act: () => void) => () => {
      act();
      this.querySelector<HTMLElement>('.scroller')?.focus();
    };
    return nothingShown({
      query,
      role: peerRole(config),
      peer: shown && labels.label(shown.address),
      clearFilter: widen(() => this.clearFilter()),
      showUnmatched: widen(() => this.setQuery({ onlyMatches: false })),
      showAllPeers: widen(() => peers.choice.show(undefined)),
    });
  }

  private peerSelectState({ config, counters }: EndpointSnapshot): PeerSelectState {
    return { role: peerRole(config), count: counters.peers, peers: this.peers, labels: this.labels };
  }

  private filterBar(query: ViewQuery, endpoint: EndpointSnapshot): TemplateResult {
    return filterBar(query, peerSelect(this.peerSelectState(endpoint)), {
      change: part => {
        this.filterTyping.later(part);
        this.filterTyping.now();
      },
      type: part => this.filterTyping.later(part),
      clear: () => this.clearFilter(),
      goToTime: time => void this.transcript?.goToTime(time),
      close: () => this.closeFilter(),
    });
  }

  /** Clears everything that the filter bar shows, including the choice of a peer. */
  private clearFilter(): void {
    const { choice } = this.peers;
    if (choice.shown) choice.show(undefined);
    this.setQuery({ kinds: undefined, minBytes: undefined, maxBytes: undefined });
  }

  private get railState(): RailState {
    const { labels, transfers, showsTransfers, videos, isInset } = this;
    return {
      labels,
      transfers,
      showsTransfers,
      videos,
      showsVideos: this.showsVideos,
      isVideoOffered: (this.panel?.videoOffers.length ?? 0) > 0,
      isInset,
      target: () => this.sendTarget,
      showTransfers: shown => this.showTransfers(shown),
      showVideos: shown => this.showVideos(shown),
      setInset: inset => {
        this.isInset = inset;
        keep({ videoInset: inset });
      },
    };
  }

  private readonly run = (action: PanelAction): void => void host.run(action).catch(error => this.tell(error));

  /** Undoes the clear. The line disappears together with its focused button, so the focus moves to the transcript. */
  private undoClear(): void {
    this.run('undoClear');
    this.querySelector<HTMLElement>('.scroller')?.focus();
  }

  private dropHint(): TemplateResult | typeof nothing {
    const { where } = this.drop;
    this.drawnAddressee = undefined;
    if (where === undefined) return nothing;
    const { addressee } = this;
    this.drawnAddressee = JSON.stringify(addressee);
    return where === 'over' ? dropOverlay(addressee) : leftHint(addressee);
  }

  /**
   * Renders the drop hint again if necessary: the composer gets new peers only during the panel's update, after the
   * hint.
   */
  protected override updated(): void {
    const { drawnAddressee } = this;
    if (drawnAddressee !== undefined && drawnAddressee !== JSON.stringify(this.addressee)) this.requestUpdate();
  }

  /** Recipient of dropped files: the composer's. */
  private get addressee(): Addressee {
    const obstacle = l10n.t('Files can be dropped on the conversation, not on the form.');
    return this.composer?.addressee ?? { target: null, label: '', obstacle, hasGone: true };
  }

  private get sendTarget(): SendTarget | null {
    const { target, hasGone, obstacle } = this.addressee;
    if (hasGone) throw new RangeError(obstacle);
    return target;
  }

  private showVideos(shown: boolean | undefined): void {
    this.showsVideos = shown;
    keep({ videos: shown });
  }

  private showTransfers(shown: boolean): void {
    this.showsTransfers = shown;
    keep({ transfers: shown });
    if (!shown) this.transfers.putAway();
  }

  private entryView(row: PanelRow, { config, firstEntry }: EndpointSnapshot): TemplateResult {
    return html`<portside-sash></portside-sash>
      <portside-entry .row=${row} .encoding=${config.encoding ?? 'utf8'} .isGone=${row.seq < firstEntry}
        .onClose=${this.closeEntry}></portside-entry>`;
  }

  private readonly inspect = (row: PanelRow): void => {
    this.inspected = row;
  };

  private readonly closeEntry = (): void => {
    this.inspected = undefined;
    void this.updateComplete.then(() => this.transcript?.focusLast());
  };

  /** Closes the entry view when Escape is pressed in the transcript beside it. */
  private readonly closeEntryOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.inspected) return;
    event.preventDefault();
    this.closeEntry();
  };

  private findBar(): TemplateResult {
    const { shown } = this.peers.choice;
    return findBar(this.query, this.found, shown && this.labels.label(shown.address), {
      change: part => this.findTyping.later(part),
      next: () => this.step(1),
      previous: () => this.step(-1),
      close: () => this.closeFind(),
    });
  }

  /** Goes to the next match of what is typed now. */
  private step(by: 1 | -1): void {
    this.findTyping.now();
    void this.updateComplete.then(() => this.transcript?.updateComplete).then(() => this.transcript?.find(by));
  }

  private openFind(): void {
    this.finds = true;
    void this.updateComplete.then(() => this.querySelector<HTMLInputElement>('.find-input')?.select());
  }

  private closeFind(): void {
    this.finds = false;
    this.findTyping.forget();
    this.setQuery({ needle: undefined, onlyMatches: false });
    this.querySelector<HTMLElement>('.scroller')?.focus();
  }

  private closeFilter(): void {
    this.filters = false;
    this.querySelector<HTMLElement>('.scroller')?.focus();
  }

  private tellFound(found: Found): void {
    // This is called while the panel or the list is being rendered.
    queueMicrotask(() => {
      this.found = found;
    });
  }

  /** Ignored while the form is shown, since the transcript is hidden. Undo in a text field belongs to the field. */
  private readonly onShortcut = (event: KeyboardEvent): void => {
    if (!this.panel || this.panel.editing) return;
    const key = commandKey(event);
    const canUndo = this.panel.endpoint.undoableClears !== undefined;
    const undoes = key === 'z' && canUndo && !isTextField(event.composedPath()[0]);
    if (key !== 'f' && !undoes) return;
    event.preventDefault();
    event.stopPropagation();
    if (undoes) this.undoClear();
    else this.openFind();
  };

  private changed(panel: PanelState): void {
    // A cleared transcript no longer contains the row.
    if (panel.endpoint.generation !== this.panel?.endpoint.generation) this.inspected = undefined;
    if (panel.editing !== (keptState().editing ?? false)) keep({ editing: panel.editing });
    this.panel = panel;
    this.trouble = undefined;
    this.showTimes(panel);
    if (this.labels.setNames(panel.endpoint.peerNames)) this.showNames();
    if (this.transcript) this.transcript.changed(panel.endpoint);
    else void this.updateComplete.then(() => this.transcript?.changed(panel.endpoint));
    this.peers.changed();
    this.announcer.changed(panel);
  }

  private showTimes({ view: { timeFormat }, endpoint: { openedAt } }: PanelState): void {
    if (setTimeFormat(timeFormat, openedAt)) this.transcript?.requestUpdate();
  }

  /** Renders the elements that show peers again, with the current names and colours. */
  private showNames(): void {
    for (const element of this.querySelectorAll<LitElement>(
      'portside-transcript, portside-entry, portside-transfers, portside-videos',
    ))
      element.requestUpdate();
  }

  private peersOpen(open: readonly PeerSnapshot[]): void {
    const isRenamed = this.labels.setOpen(open.map(({ address }) => address));
    const isColoured = peerColours.see(open);
    if (isColoured) keep({ colours: peerColours.kept });
    if (isRenamed || isColoured) this.showNames();
  }

  private readonly showPeer = (peer: PanelPeer): void => {
    this.peers.showOnly(peer).catch(error => this.tell(error));
  };

  private actOnPeer({ action, peer }: { readonly action: PeerMenuAction; readonly peer: PanelPeer }): void {
    if (action === 'showAll') this.peers.choice.show(undefined);
    else
      void this.peers.sendTo(peer).then(
        () => this.querySelector<HTMLElement>('portside-composer textarea')?.focus(),
        error => this.tell(error),
      );
  }

  /** Opens the entry view for *Inspect* in a row's menu. The composer handles everything else. */
  private readonly answerRow = ({ action, row }: RowRequest): void => {
    if (action === 'inspect') this.inspect(row);
  };

  private readonly sendTo = (target: Target): void => this.peers.choice.sendTo(target);

  private peerChosen(kept: KeptChoice): void {
    keep({ peers: kept });
    if (this.query.peer !== kept.shown?.id) this.setQuery({ peer: kept.shown?.id });
  }

  /** Shows a sent message, even if the user has scrolled to older rows. */
  private readonly showSent = (): void => {
    this.transcript?.followNewest();
    this.transcript?.refresh();
  };

  private mode({ view }: PanelState): ViewMode {
    return this.chosenMode ?? view.mode;
  }

  private setMode(mode: ViewMode): void {
    this.chosenMode = mode;
    keep({ mode });
  }

  private setRowForm(rowForm: RowForm): void {
    this.rowForm = rowForm;
    keep({ rowForm });
  }

  private setQuery(part: Partial<ViewQuery>): void {
    this.query = { ...this.query, ...part };
    keep({ query: this.query });
  }

  private readonly showTrouble = (message: string): void => {
    this.trouble = message;
  };

  private tell(error: unknown): void {
    this.trouble = errorText(error);
  }
}
