/** The transcript: a list of any length that fetches the rows that it shows, and follows the newest row. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { peerRole } from '../../src/core/kinds.ts';
import type { Place, ViewFilter } from '../../src/core/transcriptEntry.ts';
import type { PanelPeer, PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import { errorText } from '../errorText.ts';
import type { Found } from '../find/findBar.ts';
import { host, onViewChanged, panelState } from '../hostCalls.ts';
import { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import { filterOf, filtersToTry, type ViewQuery } from '../find/viewQuery.ts';
import { DrawingPace } from './drawingPace.ts';
import { Finder } from './finder.ts';
import { type ListFrame, listFrame } from './listFrame.ts';
import { columnNames } from './logHead.ts';
import { RoomMeter } from './roomMeter.ts';
import { runRowAction } from './rowActions.ts';
import { frameBytesFor, RowContents } from './rowContents.ts';
import { keyMeaning } from './rowKeys.ts';
import { type PlacedRow, RowLayout } from './rowLayout.ts';
import { emptyShell, rowShell } from './rowShell.ts';
import { RowSource } from './rowSource.ts';
import { ScrollThumb } from './scrollThumb.ts';
import { TranscriptChanges } from './transcriptChanges.ts';
import { newestButton, UnseenRows } from './unseenRows.ts';
import { WatchedRow } from './watchedRow.ts';

const estimatedPixels: Record<ViewMode, number> = { chat: 36, log: 22 };

/** Position of a row in a list that is being replaced. */
interface KeptPlace {
  readonly seq: number;
  readonly top: number;
  readonly isSelected: boolean;
  readonly follows: boolean;
}

@customElement('portside-transcript')
export class TranscriptElement extends LitElement {
  @property({ attribute: false }) mode: ViewMode = 'chat';
  @property({ attribute: false }) form: RowForm = 'text';
  @property({ attribute: false }) query: ViewQuery = {};
  @property({ attribute: false }) labels = new PeerLabels();
  /** Called when the search found something, or a different match is current. */
  @property({ attribute: false }) onFound: (found: Found) => void = () => undefined;
  @property({ attribute: false }) onTrouble: (message: string) => void = () => undefined;
  /** Called when a row should be shown in the entry view. */
  @property({ attribute: false }) onInspect: (row: PanelRow) => void = () => undefined;
  /** Called when only the messages of a peer should be shown. */
  @property({ attribute: false }) onShowPeer: (peer: PanelPeer) => void = () => undefined;
  /** Renders the reason why no row is shown. */
  @property({ attribute: false }) whenEmpty: () => unknown = () => nothing;
  /** Row shown in the entry view; the next row that gets the focus replaces it. */
  @property({ attribute: false }) inspected: PanelRow | undefined;
  private readonly layout = new RowLayout();
  private readonly finder = new Finder({
    show: ({ position }) => {
      this.focused = position;
      this.inspectWanted = position;
      this.showRow(position, 'middle');
    },
    changed: found => this.onFound(found),
  });
  private readonly contents = new RowContents(() => this.requestUpdate());
  private source: RowSource | undefined;
  private shownFilter = '';
  /** Filter with which a view was last opened. */
  private accepted: ViewFilter | undefined;
  /** Position of the selected row: it had the focus last, or contains the current match. */
  private focused = -1;
  /** Position of a row to focus as soon as it has been fetched. */
  private focusWanted: number | undefined;
  /** Position of a row to show in an open entry view as soon as it has been fetched. */
  private inspectWanted: number | undefined;
  private readonly unseen = new UnseenRows();
  private readonly thumb = new ScrollThumb();
  private readonly changes = new TranscriptChanges();
  private stopListening: (() => void) | undefined;
  private readonly watched = new WatchedRow(this.layout);
  private readonly meter = new RoomMeter(this.contents.room, isOther => {
    if (isOther) this.layout.forgetHeights();
    this.watched.resized();
    this.requestUpdate();
  });
  private readonly pace = new DrawingPace(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onViewChanged(view => this.source?.viewChanged(view));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
    this.meter.stop();
    this.pace.stop();
    this.source?.close();
    this.source = undefined;
  }

  /**
   * Called when the endpoint has changed. If its transcript hasn't, there is nothing to fetch: showing a video, for
   * example, only changes counters.
   */
  changed(endpoint: EndpointSnapshot): void {
    const change = this.changes.next(endpoint);
    if (!change) return;
    if (change.readsDifferently) this.openSource(this.shownFilter);
    if (change.isCleared) {
      this.forgetRows();
      this.finder.forget();
      this.source?.reset();
    }
    void this.source?.refresh();
  }

  /** Fetches rows that an action is about to add, without waiting for the notification. */
  refresh(): void {
    void this.source?.refresh();
  }

  followNewest(): void {
    this.layout.toEnd();
    this.moved();
  }

  /** Goes to the newest row at the user's request: keys continue from there. */
  private goToNewest(): void {
    this.focused = -1;
    this.followNewest();
  }

  /** Shows the next or previous match. */
  find(step: 1 | -1): void {
    void this.finder.step(step, this.topSeq);
  }

  /** Returns the focus to the row that had it last. */
  focusLast(): void {
    const { first, end } = this.source?.state ?? { first: 0, end: 0 };
    if (this.focused >= first && this.focused < end) this.focusRow(this.focused, end);
    else this.scroller.focus();
  }

  async goToTime(time: number): Promise<void> {
    await this.showPlace({ time }, 'middle');
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('inspected')) this.watched.watch(this.inspected?.seq);
    if (changed.has('form')) {
      this.layout.forgetHeights();
      if (this.source) this.source.frameBytes = frameBytesFor(this.form);
    }
    const filter = JSON.stringify(filterOf(this.query));
    if (filter !== this.shownFilter || !this.source) this.openSource(filter);
  }

  protected override firstUpdated(): void {
    const scroller = this.scroller;
    this.meter.observe(scroller);
    // Handled here, since the list scrolls by rows while its track may represent millions of them.
    scroller.addEventListener('wheel', event => this.onWheel(event), { passive: false });
    this.requestUpdate();
  }

  protected override performUpdate(): void {
    this.takeThumb();
    this.pace.picture(() => {
      const hadFocus = this.contains(document.activeElement);
      super.performUpdate();
      // If the focused row has scrolled out of view, the list takes the focus, so that the next key is received.
      if (hadFocus && !this.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    });
  }

  protected override updated(): void {
    let isOther = false;
    for (const row of this.querySelectorAll<HTMLElement>('.row:not(.loading)')) {
      const height = row.getBoundingClientRect().height;
      if (height > 0) isOther = this.layout.measured(Number(row.dataset.position), height) || isOther;
    }
    const isKept = !isOther && this.layout.keepPlace();
    const isMoved = this.watched.keep(this.inspectedPosition, isOther);
    if (isOther || isKept || isMoved) this.requestUpdate();
    this.thumb.put(this.scroller, this.layout.track.top);
    this.focusWhatIsWanted();
    this.inspectWhatIsWanted();
  }

  protected override render(): TemplateResult {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    this.layout.select(this.focused);
    // In the chat, a few messages are next to the composer.
    this.layout.resize(scroller?.clientHeight ?? 0, estimatedPixels[this.mode], this.mode === 'chat');
    this.layout.setRange(this.source?.state ?? { first: 0, end: 0 });
    const rows = this.layout.place();
    const { follows, showsEnd } = this.layout;
    if (showsEnd) this.unseen.seen();
    this.needRows(rows);
    const drawn = repeat(
      rows,
      row => row.position,
      row => this.row(row),
    );
    return html`${listFrame({
      room: this.contents.room,
      columns: this.mode === 'log' ? this.columnsOf(rows) : undefined,
      trackPixels: this.layout.track.height,
      rows: drawn,
      onScroll: this.onScroll,
      onKey: this.onKey,
    })}
      <div class="nothing-shown" role="status">${this.isEmpty ? this.whenEmpty() : nothing}</div>
      ${follows || showsEnd ? nothing : newestButton(this.unseen.count, () => this.goToNewest())}`;
  }

  private get scroller(): HTMLElement {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    if (!scroller) throw new Error('the list is there once it was rendered');
    return scroller;
  }

  /** Position in this list of the row shown in the entry view. */
  private get inspectedPosition(): number | undefined {
    const isThere = this.inspected && this.source?.at(this.focused)?.seq === this.inspected.seq;
    return isThere ? this.focused : undefined;
  }

  /** Whether the whole transcript has been filtered and no row is left. */
  private get isEmpty(): boolean {
    return this.source?.progress === 1 && this.source.state.first === this.source.state.end;
  }

  /** Number of the first visible entry. */
  private get topSeq(): number {
    return this.source?.at(this.layout.topPosition)?.seq ?? 0;
  }

  /** Fetches the rows about to be shown, and the one before them, with which the first one is compared. */
  private needRows(rows: readonly PlacedRow[]): void {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first && last) this.source?.need(Math.max(this.source.state.first, first.position - 1), last.position);
    for (const { position } of rows) {
      const address = this.source?.at(position)?.peer?.address;
      if (address !== undefined) this.labels.see(address);
    }
  }

  private columnsOf(rows: readonly PlacedRow[]): ListFrame['columns'] {
    const names = columnNames(peerRole(panelState().endpoint.config));
    const pairs = rows.flatMap(({ position }) => this.source?.pairAt(position) ?? []);
    return { names, layout: this.contents.layOut(pairs, this, names) };
  }

  private row(place: PlacedRow): TemplateResult {
    const { position } = place;
    const pair = this.source?.pairAt(position);
    if (!pair) return emptyShell(place);
    const { row } = pair;
    const focused = () => {
      if (this.focused !== position) this.requestUpdate();
      this.focused = position;
    };
    const inspect = () => {
      focused();
      this.onInspect(row);
    };
    const { mode, form, labels } = this;
    const { encoding } = panelState().endpoint.config;
    const isCurrent = row.seq === this.finder.currentSeq;
    return rowShell(place, row, {
      range: this.source?.state ?? { first: 0, end: 0 },
      isCurrent,
      isInspected: row.seq === this.inspected?.seq,
      isSelected: position === this.focused,
      content: this.contents.of(pair, { mode, form, encoding, labels, isCurrent }, inspect),
      focused,
      clicked: event => this.clicked(event, position),
      doubleClicked: () => this.doubleClicked(position),
    });
  }

  /** Opens another list. The selected row, otherwise the row at the top, stays in place if the new list contains it. */
  private openSource(filter: string): void {
    const kept = this.keptPlace();
    // While the user continues typing, the current match stays as long as it is one.
    const searched = this.query.needle ? (this.finder.currentSeq ?? this.topSeq) : undefined;
    this.accepted = this.source?.accepted ?? this.accepted;
    this.source?.close();
    this.shownFilter = filter;
    this.forgetRows();
    const events = {
      changed: () => this.rowsCame(source),
      refused: (message: string) => this.finder.refused(message),
      failed: (message: string) => this.onTrouble(message),
    };
    const filters = filtersToTry(filterOf(this.query), this.accepted);
    const source = new RowSource(host, filters, events, frameBytesFor(this.form));
    this.source = source;
    this.finder.begin(source, searched);
    void source.refresh().then(() => (kept === undefined ? undefined : this.keepPlace(source, kept)));
  }

  /** Returns undefined while the list follows the newest row and no row is selected. */
  private keptPlace(): KeptPlace | undefined {
    const { keptRow, follows } = this.layout;
    const seq = keptRow && this.source?.at(keptRow.position)?.seq;
    if (seq === undefined) return undefined;
    const isSelected = keptRow?.position === this.focused;
    return follows && !isSelected ? undefined : { seq, top: keptRow?.top ?? 0, isSelected, follows };
  }

  /** Puts a row where it was in an earlier list, unless a match has been shown in the meantime. */
  private async keepPlace(source: RowSource, kept: KeptPlace): Promise<void> {
    const found = await source.locate({ seq: kept.seq });
    if (source !== this.source || this.finder.currentSeq !== undefined) return;
    const isThere = found?.seq === kept.seq;
    if (isThere && kept.isSelected) this.focused = found.position;
    if (kept.follows && !isThere) return;
    this.layout.hold({ position: found?.position ?? Number.MAX_SAFE_INTEGER, top: kept.top });
    this.requestUpdate();
  }

  private forgetRows(): void {
    this.contents.reset();
    this.layout.reset();
    this.unseen.reset();
    this.focused = -1;
    this.inspectWanted = undefined;
  }

  /** Scrolls a place of the list into view, or its end if there is no such place. */
  private async showPlace(place: Place, align: 'top' | 'middle'): Promise<void> {
    const { source } = this;
    const found = await source?.locate(place);
    if (source === this.source) this.showRow(found?.position ?? Number.MAX_SAFE_INTEGER, align);
  }

  private showRow(position: number, align: 'top' | 'middle' | 'nearest'): void {
    this.layout.show(position, align);
    this.requestUpdate();
  }

  private rowsCame(source: RowSource): void {
    if (source !== this.source) return;
    this.unseen.came(source.state.end, this.layout.follows);
    if (this.query.needle) this.finder.progressed(this.topSeq);
    this.pace.soon();
  }

  private readonly onScroll = (): void => {
    if (this.takeThumb()) this.moved();
  };

  /**
   * Takes over the position to which the user has moved the thumb. Also called before drawing: a frame between the move
   * and its event would put the thumb back.
   */
  private takeThumb(): boolean {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    const top = scroller ? this.thumb.moved(scroller) : undefined;
    if (top !== undefined) this.layout.moveThumb(top);
    return top !== undefined;
  }

  private onWheel(event: WheelEvent): void {
    if (event.ctrlKey || event.deltaY === 0) return;
    const unit = [1, estimatedPixels.log, this.scroller.clientHeight][event.deltaMode] ?? 1;
    this.layout.moveBy(event.deltaY * unit);
    this.moved();
    event.preventDefault();
  }

  private moved(): void {
    if (this.layout.follows) this.unseen.seen();
    this.requestUpdate();
  }

  /** A click selects a row, like the arrow keys. */
  private clicked(event: MouseEvent, position: number): void {
    // Selecting text, or clicking something inside a row, doesn't select the row.
    if (window.getSelection()?.isCollapsed === false || isInside(event.target, 'button, .hexdump')) return;
    this.focused = position;
    if (this.inspected) this.inspect(position);
  }

  /** Inspects a row. In the chat, a double click selects a word as usual. */
  private doubleClicked(position: number): void {
    if (this.mode === 'chat') return;
    window.getSelection()?.removeAllRanges();
    this.inspect(position);
  }

  private inspect(position: number): void {
    const row = this.source?.at(position);
    if (row && row.direction !== 'event') this.onInspect(row);
  }

  private toggle(position: number): void {
    const row = this.source?.at(position);
    if (!row) return;
    if (this.mode === 'log') this.contents.open.toggleDump(row.seq);
    else this.contents.open.toggleLong(row.seq, this.form);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (isInside(event.target, 'button')) return;
    const { first, end } = this.source?.state ?? { first: 0, end: 0 };
    const meaning = keyMeaning(event, {
      row: this.source?.at(this.focused),
      from: this.focused < first ? this.startOfKeys(end) : this.focused,
      first,
      end,
      hasSelectedText: window.getSelection()?.isCollapsed === false,
      canCompare: panelState().canCompare,
    });
    if (!meaning) return;
    event.preventDefault();
    if (meaning.does === 'act') void runRowAction(meaning.action, meaning.row);
    else if (meaning.does === 'showPeer') this.onShowPeer(meaning.peer);
    else if (meaning.does === 'renamePeer') this.renamePeer(meaning.peer.id);
    else if (meaning.does === 'inspect') this.onInspect(meaning.row);
    else if (meaning.does === 'toggle') this.toggle(this.focused);
    else this.focusRow(meaning.to, end);
  };

  private renamePeer(id: string): void {
    host.runOnPeer('renamePeer', id).catch(error => this.onTrouble(errorText(error)));
  }

  /** Returns where keys start while no row has the focus: at the visible rows. */
  private startOfKeys(end: number): number {
    return this.layout.follows ? end : this.layout.topPosition;
  }

  private focusRow(position: number, end: number): void {
    this.focused = position;
    this.focusWanted = position;
    this.layout.show(position, 'nearest');
    if (position === end - 1) this.layout.toEnd();
    this.moved();
  }

  private focusWhatIsWanted(): void {
    const row = this.querySelector<HTMLElement>(`.row:not(.loading)[data-position="${this.focusWanted}"]`);
    if (!row) return;
    this.focusWanted = undefined;
    row.focus({ preventScroll: true });
    if (this.inspected) this.inspect(Number(row.dataset.position));
  }

  /** Makes the entry view follow the search. */
  private inspectWhatIsWanted(): void {
    const { inspectWanted = -1 } = this;
    if (!this.source?.at(inspectWanted)) return;
    this.inspectWanted = undefined;
    if (this.inspected) this.inspect(inspectWanted);
  }
}

function isInside(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
