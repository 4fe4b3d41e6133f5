/** The transcript: a list of any length that fetches the rows that it shows, and follows the newest row. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import { peerRole } from '../../src/core/kinds.ts';
import type { PanelPeer, PanelRow, RowForm } from '../../src/protocol/panelCalls.ts';
import type { Trouble } from '../errorText.ts';
import type { Found } from '../find/findBar.ts';
import type { ViewQuery } from '../find/viewQuery.ts';
import { onViewChanged, panelState } from '../hostCalls.ts';
import { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import { DrawingPace } from './drawingPace.ts';
import { FilteredList } from './filteredList.ts';
import { Finder } from './finder.ts';
import { type ListFrame, listFrame } from './listFrame.ts';
import { onListKey } from './listKeys.ts';
import { type ListRowParts, listRow } from './listRow.ts';
import { ListScroll } from './listScroll.ts';
import { columnNames } from './logHead.ts';
import { measureRows } from './measureRows.ts';
import { RoomMeter } from './roomMeter.ts';
import { frameBytesFor, RowContents } from './rowContents.ts';
import type { PlacedRow } from './rowGeometry.ts';
import { RowLayout } from './rowLayout.ts';
import { RowSelection } from './rowSelection.ts';
import type { RowSource } from './rowSource.ts';
import { TranscriptChanges } from './transcriptChanges.ts';
import { UnseenRows } from './unseenRows.ts';
import { WatchedRow } from './watchedRow.ts';

const estimatedPixels: Record<ViewMode, number> = { chat: 36, log: 22 };

@customElement('portside-transcript')
export class TranscriptElement extends LitElement {
  @property({ attribute: false }) mode: ViewMode = 'chat';
  @property({ attribute: false }) form: RowForm = 'text';
  @property({ attribute: false }) query: ViewQuery = {};
  @property({ attribute: false }) labels = new PeerLabels();
  /** Called when the search found something, or a different match is current. */
  @property({ attribute: false }) onFound: (found: Found) => void = () => undefined;
  @property({ attribute: false }) onTrouble: (trouble: Trouble) => void = () => undefined;
  /** Called when a row should be shown in the entry view. */
  @property({ attribute: false }) onInspect: (row: PanelRow) => void = () => undefined;
  /** Called when only the messages of a peer should be shown. */
  @property({ attribute: false }) onShowPeer: (peer: PanelPeer) => void = () => undefined;
  /** Whether the engine is still reading the rows of an earlier window. */
  @property({ attribute: false }) isReading = false;
  /** Renders the reason why no row is shown. */
  @property({ attribute: false }) whenEmpty: () => unknown = () => nothing;
  /** Row shown in the entry view; the next row that gets the focus replaces it. */
  @property({ attribute: false }) inspected: PanelRow | undefined;
  private readonly layout = new RowLayout();
  private readonly selected = new RowSelection({
    layout: this.layout,
    source: () => this.source,
    isInspecting: () => this.inspected !== undefined,
    inspect: row => this.onInspect(row),
    onMoved: () => this.requestUpdate(),
  });
  private readonly finder = new Finder({
    show: ({ position }) => {
      this.selected.selectMatch(position);
      this.list.show(position, 'middle');
    },
    changed: found => this.onFound(found),
  });
  private readonly contents = new RowContents(() => this.requestUpdate());
  private readonly list = new FilteredList({
    layout: this.layout,
    finder: this.finder,
    selected: this.selected,
    forgetRows: () => this.forgetRows(),
    onRows: source => this.onRows(source),
    onTrouble: text => this.onTrouble({ text, isNote: false }),
    draw: () => this.requestUpdate(),
  });
  private readonly scrolling = new ListScroll(this.layout, {
    scroller: () => this.querySelector('.scroller'),
    linePixels: estimatedPixels.log,
    onMoved: () => this.requestUpdate(),
  });
  private readonly unseen = new UnseenRows(this.layout);
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
    this.list.close();
  }

  /**
   * Called when the endpoint has changed. If its transcript hasn't, there is nothing to fetch: showing a video, for
   * example, only changes counters.
   */
  changed(endpoint: EndpointSnapshot): void {
    const change = this.changes.next(endpoint);
    if (!change) return;
    if (change.readsDifferently) this.openList();
    if (change.isCleared) {
      this.forgetRows();
      this.contents.open.clear();
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
    this.requestUpdate();
  }

  /** Goes to the newest row at the user's request: keys continue from there. */
  private goToNewest(): void {
    this.selected.position = -1;
    this.followNewest();
  }

  /** Shows the next or previous match. */
  find(step: 1 | -1): void {
    void this.finder.step(step, this.list.topSeq);
  }

  /** Returns the focus to the row that had it last. */
  focusLast(): void {
    const { first, end } = this.source?.state ?? { first: 0, end: 0 };
    const { position } = this.selected;
    if (position >= first && position < end) this.selected.focus(position, end);
    else this.scroller.focus();
  }

  async goToTime(time: number): Promise<void> {
    const position = await this.list.positionOf({ time });
    if (position !== undefined) this.list.show(position, 'middle');
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
    if (!this.list.shows(this.query)) this.openList();
  }

  protected override firstUpdated(): void {
    const scroller = this.scroller;
    this.meter.observe(scroller);
    this.scrolling.listen(scroller);
    this.requestUpdate();
  }

  protected override performUpdate(): void {
    this.scrolling.takeThumb();
    this.pace.picture(() => {
      const hadFocus = this.contains(document.activeElement);
      super.performUpdate();
      // If the focused row has scrolled out of view, the list takes the focus, so that the next key is received.
      if (hadFocus && !this.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    });
  }

  protected override updated(): void {
    const rows = this.querySelectorAll<HTMLElement>('.row:not(.loading)');
    const { layout, source } = this;
    const { isOther, isCut } = measureRows(rows, { layout, source, cut: this.contents.cut });
    const isKept = !isOther && layout.keepPlace();
    const isMoved = this.watched.keep(this.inspectedPosition, isOther);
    this.pace.drawn(isOther || isKept || isMoved || isCut);
    this.scrolling.putThumb(this.scroller);
    this.selected.drawn(this);
  }

  protected override render(): TemplateResult {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    this.layout.select(this.selected.position);
    // A few messages are next to the composer, as in any chat.
    this.layout.resize(scroller?.clientHeight ?? 0, estimatedPixels[this.mode], this.mode === 'chat');
    this.layout.setRange(this.source?.state ?? { first: 0, end: 0 });
    const rows = this.layout.place();
    this.list.fetch(rows, address => this.labels.see(address));
    const parts = this.rowParts;
    const drawn = repeat(
      rows,
      row => row.position,
      row => listRow(row, parts),
    );
    return html`${listFrame({
      room: this.contents.room,
      columns: this.mode === 'log' ? this.columnsOf(rows) : undefined,
      trackPixels: this.layout.track.height,
      rows: drawn,
      onScroll: this.scrolling.onScroll,
      onKey: this.onKey,
    })}
      <div class="nothing-shown" role="status">${this.list.isEmpty(this.isReading) ? this.whenEmpty() : nothing}</div>
      ${this.unseen.line(() => this.goToNewest())}`;
  }

  private get source(): RowSource | undefined {
    return this.list.source;
  }

  private get scroller(): HTMLElement {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    if (!scroller) throw new Error('the list hasn’t been rendered');
    return scroller;
  }

  /** Position in this list of the row shown in the entry view. */
  private get inspectedPosition(): number | undefined {
    const isThere = this.inspected && this.source?.at(this.selected.position)?.seq === this.inspected.seq;
    return isThere ? this.selected.position : undefined;
  }

  private columnsOf(rows: readonly PlacedRow[]): ListFrame['columns'] {
    const names = columnNames(peerRole(panelState().endpoint.config));
    const pairs = rows.flatMap(({ position }) => this.source?.pairAt(position) ?? []);
    return { names, layout: this.contents.layOut(pairs, this, names) };
  }

  private get rowParts(): ListRowParts {
    const { source, selected, contents, mode, form, labels, finder, inspected } = this;
    return {
      source,
      selected,
      contents,
      mode,
      form,
      labels,
      matchSeq: finder.currentSeq,
      inspectedSeq: inspected?.seq,
      inspect: row => this.onInspect(row),
      draw: () => this.requestUpdate(),
    };
  }

  private openList(): void {
    this.list.open(this.query, frameBytesFor(this.form));
  }

  private forgetRows(): void {
    this.contents.reset();
    this.layout.reset();
    this.unseen.reset();
    this.selected.forget();
  }

  private onRows(source: RowSource): void {
    this.unseen.came(source.state.end);
    if (this.query.needle) this.finder.progressed(this.list.topSeq);
    this.pace.soon();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    const { source, selected } = this;
    onListKey(event, {
      source,
      selected: selected.position,
      start: end => (this.layout.follows ? end : this.layout.topPosition),
      showPeer: peer => this.onShowPeer(peer),
      onTrouble: trouble => this.onTrouble(trouble),
      inspect: row => this.onInspect(row),
      toggle: row => this.contents.toggle(row, this),
      focusRow: (position, end) => selected.focus(position, end),
    });
  };
}
