/** The transcript: a list of any length that fetches what it shows and follows the newest row. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Place } from '../../src/core/transcriptEntry.ts';
import type { Found } from '../findBar.ts';
import { host, onViewChanged } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import { type ChatRowState, chatRow } from './chatRow.ts';
import { logRow, type OpenRow } from './logRow.ts';
import { copyText } from './rowActions.ts';
import { type PlacedRow, RowLayout } from './rowLayout.ts';
import { RowSource } from './rowSource.ts';
import { filterOf, type ViewQuery } from './viewQuery.ts';

const estimatedPixels: Record<ViewMode, number> = { chat: 54, log: 22 };
const dumpStepBytes = 4096;
/** After a picture of so many ms the next one waits so many times as long. */
const restFactor = 8;

@customElement('portside-transcript')
export class TranscriptElement extends LitElement {
  @property({ attribute: false }) mode: ViewMode = 'chat';
  @property({ attribute: false }) query: ViewQuery = {};
  @property({ attribute: false }) labels: PeerLabels | undefined;
  /** Told when the search found something, or another find is shown. */
  @property({ attribute: false }) onFound: (found: Found) => void = () => undefined;
  @state() private unseen = 0;
  @state() private current: { readonly match: number; readonly seq: number } | undefined;
  private readonly layout = new RowLayout();
  private readonly open = new Map<number, Uint8Array | undefined>();
  /** Rows of which the chat shows all that is here. */
  private readonly long = new Set<number>();
  private source: RowSource | undefined;
  private problem: string | undefined;
  private shownFilter = '';
  private focused = -1;
  private lastCount = 0;
  private thumbTop = 0;
  private generation = 0;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;
  private drawMs = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    onViewChanged(view => this.source?.viewChanged(view));
  }

  /** The endpoint's transcript changed. */
  changed(generation: number): void {
    if (generation !== this.generation) {
      this.generation = generation;
      this.open.clear();
      this.long.clear();
      this.current = undefined;
      this.source?.reset();
    }
    void this.source?.refresh();
  }

  followNewest(): void {
    this.layout.toEnd();
    this.unseen = 0;
    this.requestUpdate();
  }

  /** Shows the next find, or the one before; goes round at the ends. */
  async find(step: 1 | -1): Promise<void> {
    const matches = this.source?.state.matches ?? 0;
    if (matches === 0) return;
    if (this.current) await this.showFind({ match: (this.current.match + step + matches) % matches });
    else await this.showFind({ matchFrom: this.source?.at(this.layout.topPosition)?.seq ?? 0 });
  }

  async goToTime(time: number): Promise<void> {
    const place = (await this.source?.locate({ time })) ?? { position: Number.MAX_SAFE_INTEGER };
    this.layout.show(place.position, 'middle');
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const filter = JSON.stringify(filterOf(this.query));
    if (filter !== this.shownFilter || !this.source) this.openSource(filter);
    if (changed.has('mode')) this.layout.forgetHeights();
  }

  protected override firstUpdated(): void {
    const scroller = this.scroller;
    new ResizeObserver(() => {
      this.layout.forgetHeights();
      this.requestUpdate();
    }).observe(scroller);
    // Here, since the list moves by rows while its track may stand for millions of them.
    scroller.addEventListener('wheel', event => this.onWheel(event), { passive: false });
    this.requestUpdate();
  }

  protected override performUpdate(): void {
    const start = performance.now();
    super.performUpdate();
    this.drawnAt = performance.now();
    this.drawMs = this.drawnAt - start;
  }

  protected override updated(): void {
    let isOther = false;
    for (const row of this.querySelectorAll<HTMLElement>('.row:not(.loading)')) {
      const height = row.getBoundingClientRect().height;
      if (height > 0) isOther = this.layout.measured(Number(row.dataset.position), height) || isOther;
    }
    if (isOther) this.requestUpdate();
    const { top } = this.layout.track;
    const { scroller } = this;
    if (Math.abs(scroller.scrollTop - top) >= 1) scroller.scrollTop = top;
    this.thumbTop = scroller.scrollTop;
  }

  protected override render(): TemplateResult {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    // Few messages stand beside the composer, as in every chat.
    this.layout.resize(scroller?.clientHeight ?? 0, estimatedPixels[this.mode], this.mode === 'chat');
    this.layout.setRange(this.source?.state ?? { first: 0, count: 0 });
    const rows = this.layout.place();
    const [first, last] = [rows[0], rows.at(-1)];
    if (first && last) this.source?.need(first.position, last.position);
    return html`<div class="scroller ${this.mode}" tabindex="0" role="list" aria-label=${l10n.t('Transcript')}
        @scroll=${this.onScroll} @keydown=${this.onKey}>
        <div class="track" .style=${`height: ${this.layout.track.height}px`}>
          <div class="rows">
            ${repeat(
              rows,
              row => row.position,
              row => this.row(row),
            )}
          </div>
        </div>
      </div>
      ${this.layout.follows ? nothing : this.toNewest()}`;
  }

  private get scroller(): HTMLElement {
    const scroller = this.querySelector<HTMLElement>('.scroller');
    if (!scroller) throw new Error('the list is there once it was rendered');
    return scroller;
  }

  private row({ position, top }: PlacedRow): TemplateResult {
    const row = this.source?.at(position);
    const labels = this.labels;
    // As a property: the page's policy forbids style attributes.
    const style = `transform: translateY(${top}px)`;
    if (!row || !labels) return html`<div class="row loading" data-position=${position} .style=${style}></div>`;
    if (row.peer) labels.see(row.peer.address);
    const content =
      this.mode === 'chat' ? chatRow(row, labels, this.chatState(row.seq)) : logRow(row, labels, this.openRow(row.seq));
    return html`<div class="row ${row.seq === this.current?.seq ? 'current' : ''}" role="listitem" tabindex="-1"
      data-position=${position} aria-posinset=${position + 1} aria-setsize=${this.source?.state.count ?? -1} .style=${style}
      @click=${() => this.clicked(position)}>${content}</div>`;
  }

  private toNewest(): TemplateResult {
    const label = this.unseen > 0 ? l10n.t('{0} new', this.unseen) : l10n.t('Newest');
    return html`<button class="to-newest" @click=${() => this.followNewest()}>
      <span class="codicon codicon-arrow-down" aria-hidden="true"></span>${label}</button>`;
  }

  /** Another list; the row at the top stays in sight where the new one has it. */
  private openSource(filter: string): void {
    const top = this.layout.follows ? undefined : this.source?.at(this.layout.topPosition)?.seq;
    this.source?.close();
    this.shownFilter = filter;
    this.problem = undefined;
    this.current = undefined;
    this.open.clear();
    this.long.clear();
    this.layout.reset();
    this.lastCount = 0;
    const source = new RowSource(host, filterOf(this.query), {
      changed: () => this.rowsCame(source),
      refused: message => {
        this.problem = message;
        this.tellFound();
      },
    });
    this.source = source;
    void source.refresh().then(() => (top === undefined ? undefined : this.showSeq(source, top)));
    this.tellFound();
  }

  private async showSeq(source: RowSource, seq: number): Promise<void> {
    const place = await source.locate({ seq });
    if (!place || source !== this.source) return;
    this.layout.show(place.position, 'middle');
    this.requestUpdate();
  }

  private async showFind(place: Place): Promise<void> {
    const { source } = this;
    const found = (await source?.locate(place)) ?? (await source?.locate({ match: 0 }));
    if (!found || source !== this.source || found.match === undefined) return;
    this.current = { match: found.match, seq: found.seq };
    this.layout.show(found.position, 'middle');
    this.tellFound();
    this.requestUpdate();
  }

  private tellFound(): void {
    const { matches = 0, scanned = 0, total = 0 } = this.source?.state ?? {};
    const progress = total === 0 ? 1 : scanned / total;
    this.onFound({ matches, current: this.current?.match, progress, problem: this.problem });
  }

  private rowsCame(source: RowSource): void {
    if (source !== this.source) return;
    const { count } = source.state;
    if (!this.layout.follows) this.unseen += Math.max(0, count - this.lastCount);
    this.lastCount = count;
    if (this.query.needle) this.tellFound();
    this.drawSoon();
  }

  /** In a flood pictures take as much time as they get: they get a part of it, the editor beside has the rest. */
  private drawSoon(): void {
    this.drawing ??= setTimeout(
      () => {
        this.drawing = undefined;
        this.requestUpdate();
      },
      Math.max(0, this.drawnAt + restFactor * this.drawMs - performance.now()),
    );
  }

  /** Only the thumb moves the list this way; what the list itself sets is known. */
  private onScroll(): void {
    const { scrollTop } = this.scroller;
    if (Math.abs(scrollTop - this.thumbTop) < 1) return;
    this.thumbTop = scrollTop;
    this.layout.moveThumb(scrollTop);
    this.moved();
  }

  private onWheel(event: WheelEvent): void {
    if (event.ctrlKey || event.deltaY === 0) return;
    const unit = [1, estimatedPixels.log, this.scroller.clientHeight][event.deltaMode] ?? 1;
    this.layout.moveBy(event.deltaY * unit);
    this.moved();
    event.preventDefault();
  }

  private moved(): void {
    if (this.layout.follows) this.unseen = 0;
    this.requestUpdate();
  }

  private clicked(position: number): void {
    // Whoever selects text doesn't mean to open the row.
    if (window.getSelection()?.isCollapsed === false) return;
    this.focused = position;
    this.toggle(position);
  }

  private toggle(position: number): void {
    const row = this.source?.at(position);
    if (this.mode !== 'log' || !row || row.direction === 'event') return;
    if (this.open.delete(row.seq)) this.requestUpdate();
    else void this.loadBytes(row.seq, dumpStepBytes);
  }

  private chatState(seq: number): ChatRowState {
    const showMore = () => {
      this.long.add(seq);
      this.requestUpdate();
    };
    return { isLong: this.long.has(seq), showMore };
  }

  private openRow(seq: number): OpenRow | undefined {
    if (!this.open.has(seq)) return undefined;
    const bytes = this.open.get(seq);
    return { bytes, loadMore: () => void this.loadBytes(seq, (bytes?.length ?? 0) + dumpStepBytes) };
  }

  private async loadBytes(seq: number, length: number): Promise<void> {
    if (!this.open.has(seq)) this.open.set(seq, undefined);
    this.requestUpdate();
    const bytes = await host.entryBytes(seq, 0, length).catch(() => new Uint8Array());
    if (this.open.has(seq)) this.open.set(seq, bytes);
    this.requestUpdate();
  }

  private onKey(event: KeyboardEvent): void {
    const { first, count } = this.source?.state ?? { first: 0, count: 0 };
    const row = this.source?.at(this.focused);
    const isCopy =
      event.key === 'c' && (event.ctrlKey || event.metaKey) && window.getSelection()?.isCollapsed !== false;
    if (isCopy && row) void copyText(row);
    else if ((event.key === 'Enter' || event.key === ' ') && event.target !== event.currentTarget)
      this.toggle(this.focused);
    else {
      const target = keyTarget(event.key, this.focused < first ? count : this.focused, first, count);
      if (target === undefined) return;
      void this.focusRow(target);
    }
    event.preventDefault();
  }

  private async focusRow(position: number): Promise<void> {
    this.focused = position;
    this.layout.show(position, 'nearest');
    if (position === (this.source?.state.count ?? 0) - 1) this.layout.toEnd();
    this.moved();
    await this.updateComplete;
    requestAnimationFrame(() =>
      this.querySelector<HTMLElement>(`[data-position="${position}"]`)?.focus({ preventScroll: true }),
    );
  }
}

/** Where a key moves the focus, or nothing for other keys. */
function keyTarget(key: string, from: number, first: number, count: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - 10,
    PageDown: from + 10,
    Home: first,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined || count === first ? undefined : Math.max(first, Math.min(count - 1, target));
}
