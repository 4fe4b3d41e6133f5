/** The root element of an endpoint's panel. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { SendTarget } from '../../src/core/endpointSnapshot.ts';
import { peerRole } from '../../src/core/kinds.ts';
import type { PanelAction, PanelState, VideoAnswer } from '../../src/protocol/panelCalls.ts';
import type { ComposerElement } from '../composer/composerElement.ts';
import type { Addressee } from '../composer/targets.ts';
import { type Trouble, troubleOf } from '../errorText.ts';
import type { Found } from '../find/findBar.ts';
import { SearchController } from '../find/searchController.ts';
import { setTimeFormat } from '../formatTime.ts';
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
import type { Target } from '../peers/chosenPeer.ts';
import { goneLine } from '../peers/goneLine.ts';
import { peerSelect } from '../peers/peerSelect.ts';
import { nothingShown } from '../transcript/nothingShown.ts';
import { setRowPeerLookup } from '../transcript/rowMenu.ts';
import { onRowRequest, type RowRequest } from '../transcript/rowRequests.ts';
import type { TranscriptElement } from '../transcript/transcriptElement.ts';
import { DropController } from '../transfers/dropController.ts';
import { sendDropped } from '../transfers/sendDropped.ts';
import { TransfersController } from '../transfers/transfersController.ts';
import { videoOffers } from '../video/videoOfferBanner.ts';
import { VideosController } from '../video/videosController.ts';
import { Announcer } from '../widgets/announcer.ts';
import { BannerFocus } from '../widgets/bannerFocus.ts';
import { Arrangement } from './arrangement.ts';
import { banner, troubleBanner } from './banner.ts';
import { takeTyping } from './earlyTyping.ts';
import { awaitsPeers, waitingHint } from './emptyTranscript.ts';
import { header } from './header.ts';
import { incompleteBanner } from './incompleteBanner.ts';
import { InspectedRow } from './inspectedRow.ts';
import { MessagesLeft } from './messagesLeft.ts';
import { clearedLine, olderEntries } from './missingEntries.ts';
import { PanelPeers } from './panelPeers.ts';
import { PanelShortcuts } from './panelShortcuts.ts';
import { offersStart, startAction } from './panelStart.ts';
import { type PanelToolbarParts, panelToolbar } from './panelToolbar.ts';
import { type RailParts, rail } from './rail.ts';

@customElement('portside-panel')
export class PanelElement extends LitElement {
  @state() private panel: PanelState | undefined;
  @state() private trouble: Trouble | undefined;
  @query('portside-transcript') private transcript!: TranscriptElement | null;
  @query('portside-composer') private composer!: ComposerElement | null;
  private readonly announcer = new Announcer(this);
  private readonly arrangement = new Arrangement(this, keptState(), keep);
  private readonly inspected = new InspectedRow(this, () => this.transcript?.focusLast());
  private readonly messages = new MessagesLeft(this, host);
  private readonly search = new SearchController(this, {
    kept: { ...keptState().query, peer: keptState().peers?.shown?.id },
    keep: query => keep({ query }),
    transcript: () => this.transcript,
    focusField: field => this.querySelector<HTMLInputElement>(field)?.select(),
    focusTranscript: () => this.focusTranscript(),
    showAllPeers: () => this.peers.showAll(),
  });
  private readonly peers = new PanelPeers(this, {
    say: text => this.announcer.say(text),
    fail: error => this.fail(error),
    showOnly: peer => {
      if (this.search.query.peer !== peer) this.search.change({ peer });
    },
    focusMessage: () => this.querySelector<HTMLElement>('portside-composer textarea')?.focus(),
    redraw: () => this.redrawPeers(),
  });
  private readonly transfers = new TransfersController(this, {
    labels: this.peers.labels,
    say: text => this.announcer.say(text),
  });
  private readonly videos = new VideosController(this, {
    link: videoLink,
    labels: this.peers.labels,
    // Closing the video area applied to the video that was there at that time.
    onBegin: () => {
      if (this.arrangement.showsVideos === false) this.showVideos(undefined);
    },
  });
  private readonly drop = new DropController(this, {
    addressee: () => this.addressee,
    drop: (data, { target }) => void this.transfers.attempt(() => sendDropped(data, target)),
  });
  private readonly run = (action: PanelAction): void => void host.run(action).catch(error => this.fail(error));
  /** Used by the toolbar and by the areas beside the transcript. */
  private readonly parts: PanelToolbarParts & RailParts = {
    peers: this.peers,
    search: this.search,
    arrangement: this.arrangement,
    transfers: this.transfers,
    videos: this.videos,
    run: this.run,
    fail: error => this.fail(error),
    sendTarget: () => this.sendTarget,
    showTransfers: shown => this.showTransfers(shown),
    showVideos: shown => this.showVideos(shown),
  };
  private stopListening: (() => void)[] = [];

  constructor() {
    super();
    setRowPeerLookup(({ id }) => ({ isOpen: this.peers.list.isOpen(id), isShown: this.search.query.peer === id }));
    this.addController(new BannerFocus(() => this.composer?.takeFocus()));
    new PanelShortcuts(this, {
      isActive: () => this.panel?.editing === false,
      canUndo: () => this.panel?.endpoint.undoableClears !== undefined,
      undo: () => this.undoClear(),
      find: () => this.search.openFind(),
      goTo: () => this.search.openGoTo(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = [onChanged(panel => this.changed(panel)), onShowPeer(this.peers.showOnly)];
    this.stopListening.push(
      onPeerAction(chosen => this.peers.act(chosen)),
      onRowRequest(this.answerRow),
    );
    this.stopListening.push(onToggleFollow(() => this.peers.choice.toggleFollow()));
    this.changed(panelState());
    const wanted = takeWantedPeer();
    if (wanted) this.peers.showOnly(wanted);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stopListening) stop();
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
    if (!panel) return html`<div class="loading-panel">${trouble?.text ?? l10n.t('Loading…')}</div>`;
    const { run } = this;
    const edit = (editing: boolean, savesToo?: true) => {
      if (savesToo) keep({ savesToo });
      void host.setEditing(editing).catch(error => this.fail(error));
    };
    const answer = (given: VideoAnswer) => void this.videos.attempt(() => host.answerVideo(given));
    return html`${header(panel, run, edit)} ${banner(panel, run, edit)} ${videoOffers(panel, answer)}
      ${troubleBanner(trouble)}
      ${
        panel.editing
          ? html`<portside-form .config=${panel.endpoint.config} .endpointState=${panel.endpoint.state}
              .peers=${panel.endpoint.counters.peers} .saved=${panel.saved}
              .firstField=${panel.formField ?? 'address'} .onTrouble=${this.showTrouble}></portside-form>`
          : this.conversation(panel, run)
      }
      ${this.drop.hint()}
      <div class="spoken" role="status" aria-live="polite">${this.announcer.text}</div>`;
  }

  private conversation(panel: PanelState, run: (action: PanelAction) => void): TemplateResult {
    const { peers, search, inspected } = this;
    const { labels } = peers;
    const { endpoint } = panel;
    const { shown } = peers.choice;
    return html`${panelToolbar(panel, this.parts)} ${incompleteBanner(panel, labels, this.parts)} ${goneLine({ choice: peers.choice, endpoint, labels, start: offersStart(panel) ? undefined : startAction(endpoint.state, run) })}
      ${search.findBar(shown && labels.label(shown.address))} ${search.goToBar()}
      ${search.filterBar(peerSelect(peers.selectState(endpoint)))}
      ${clearedLine(endpoint, () => this.undoClear())} ${olderEntries(endpoint.droppedEntries ?? 0)}
      <div class="stage"><div class="conversation"><div class="split" @keydown=${inspected.closeOnEscape}>
        <portside-transcript .mode=${this.arrangement.mode ?? panel.view.mode} .form=${this.arrangement.rowForm ?? panel.rowForm} .query=${search.query} .labels=${labels} .inspected=${inspected.row}
          .onFound=${(found: Found) => search.found(found)} .onTrouble=${this.showTrouble} .onInspect=${inspected.open} .onShowPeer=${peers.showOnly}
          .isReading=${endpoint.isRestoring === true} .whenEmpty=${() => this.nothingShown(panel)}></portside-transcript>
        ${inspected.view(endpoint)}
      </div>
      ${waitingHint(endpoint, { hasMessages: this.messages.hasAny(endpoint), hadPeers: peers.list.hadPeers, filesGoTo: panel.filesGoTo, showFolder: () => run('showReceivedFiles') }) ?? nothing}</div>
      ${rail(this.parts, panel.videoOffers.length > 0)}</div>
      <portside-composer .endpoint=${endpoint} .panel=${panel} .peers=${peers.list.open} .labels=${labels}
        .target=${peers.choice.target} .waits=${peers.choice.targetWaits} .onTarget=${this.sendTo} .onSend=${this.showSent}></portside-composer>`;
  }

  /** The button disappears when it is pressed, so the focus moves to the transcript. */
  private nothingShown({
    endpoint: { config, isRestoring },
    percentRead,
  }: PanelState): TemplateResult | typeof nothing {
    const { search, peers } = this;
    const { shown } = peers.choice;
    const widen = (act: () => void) => () => {
      act();
      this.focusTranscript();
    };
    return nothingShown({
      query: search.query,
      role: peerRole(config),
      peer: shown && peers.labels.label(shown.address),
      reading: isRestoring ? { percent: percentRead } : undefined,
      clearFilter: widen(() => search.clearFilter()),
      showUnmatched: widen(() => search.change({ onlyMatches: false })),
      showAllPeers: widen(() => this.peers.showAll()),
    });
  }

  private focusTranscript(): void {
    this.querySelector<HTMLElement>('.scroller')?.focus();
  }

  /** The line disappears together with the focused button, so the focus moves to the transcript. */
  private undoClear(): void {
    this.run('undoClear');
    this.focusTranscript();
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
    this.arrangement.change({ videos: shown });
  }

  private showTransfers(shown: boolean): void {
    this.arrangement.change({ transfers: shown });
    if (!shown) this.transfers.putAway();
  }

  private changed(panel: PanelState): void {
    // A cleared transcript no longer shows that row.
    if (panel.endpoint.generation !== this.panel?.endpoint.generation) this.inspected.forget();
    if (panel.editing !== (keptState().editing ?? false)) keep({ editing: panel.editing });
    this.panel = panel;
    this.trouble = undefined;
    this.showTimes(panel);
    if (this.transcript) this.transcript.changed(panel.endpoint);
    else void this.updateComplete.then(() => this.transcript?.changed(panel.endpoint));
    if (awaitsPeers(panel.endpoint)) void this.messages.find(panel.endpoint);
    this.peers.changed(panel);
    this.announcer.changed(panel);
  }

  private showTimes({ view: { timeFormat }, endpoint: { openedAt } }: PanelState): void {
    if (setTimeFormat(timeFormat, openedAt)) this.transcript?.requestUpdate();
  }

  /** Redraws the elements that draw peers themselves, with the current names and colors. */
  private redrawPeers(): void {
    for (const element of this.querySelectorAll<LitElement>(
      'portside-transcript, portside-entry, portside-transfers, portside-videos',
    ))
      element.requestUpdate();
  }

  /** Opens the entry view for *Inspect* in a row's menu. The composer handles everything else. */
  private readonly answerRow = ({ action, row }: RowRequest): void => {
    if (action === 'inspect') this.inspected.open(row);
  };

  private readonly sendTo = (target: Target): void => this.peers.choice.sendTo(target);

  /** A sent message should be visible, even if the user has scrolled to older rows. */
  private readonly showSent = (): void => {
    this.transcript?.followNewest();
    this.transcript?.refresh();
  };

  private readonly showTrouble = (trouble: Trouble): void => {
    this.trouble = trouble;
  };

  private fail(error: unknown): void {
    this.trouble = troubleOf(error);
  }
}
