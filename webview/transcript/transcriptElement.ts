/** The transcript: a virtual list that fetches what it shows and follows the newest row. */
import {
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { host } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { ViewMode } from '../viewMode.ts';
import { chatRow } from './chatRow.ts';
import { logRow, type OpenRow } from './logRow.ts';
import { copyText } from './rowActions.ts';
import { RowSource } from './rowSource.ts';

const estimatedPixels: Record<ViewMode, number> = { chat: 54, log: 22 };
const dumpStepBytes = 4096;
/** This close to the end counts as being there. */
const endPixels = 8;

@customElement('portside-transcript')
export class TranscriptElement extends LitElement {
  @property({ attribute: false }) mode: ViewMode = 'chat';
  @property({ attribute: false }) peer: string | undefined;
  @property({ attribute: false }) labels: PeerLabels | undefined;
  @state() private follows = true;
  @state() private unseen = 0;
  private source: RowSource | undefined;
  private virtualizer: Virtualizer<HTMLElement, HTMLElement> | undefined;
  private readonly open = new Map<number, Uint8Array | undefined>();
  private focused = -1;
  private lastTop = 0;
  private generation = 0;

  /** The endpoint's transcript changed. */
  changed(generation: number): void {
    if (generation !== this.generation) {
      this.generation = generation;
      this.open.clear();
      this.source?.reset();
    }
    void this.source?.refresh();
  }

  followNewest(): void {
    this.follows = true;
    this.unseen = 0;
    this.scrollToEnd();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('peer') || !this.source) this.openSource();
    if (changed.has('mode')) this.virtualizer?.measure();
  }

  protected override firstUpdated(): void {
    this.virtualizer = new Virtualizer(this.options());
    this.virtualizer._didMount();
    this.virtualizer._willUpdate();
    this.requestUpdate();
  }

  protected override updated(): void {
    for (const row of this.querySelectorAll<HTMLElement>('.row:not(.loading)')) this.virtualizer?.measureElement(row);
    if (this.follows) this.scrollToEnd();
  }

  protected override render(): TemplateResult {
    const virtualizer = this.virtualizer;
    virtualizer?.setOptions(this.options());
    const items = virtualizer?.getVirtualItems() ?? [];
    const [first, last] = [items[0], items.at(-1)];
    if (first && last) this.source?.need(first.index, last.index);
    return html`<div class="scroller ${this.mode}" tabindex="0" role="list" aria-label=${l10n.t('Transcript')}
        @scroll=${this.onScroll} @keydown=${this.onKey}>
        <div class="rows" .style=${`height: ${virtualizer?.getTotalSize() ?? 0}px`}>
          ${repeat(
            items,
            item => item.key,
            item => this.row(item.index, item.start),
          )}
        </div>
      </div>
      ${this.follows ? nothing : this.toNewest()}`;
  }

  private row(index: number, start: number): TemplateResult {
    const row = this.source?.at(index);
    const labels = this.labels;
    // As a property: the page's policy forbids style attributes.
    const style = `transform: translateY(${start}px)`;
    if (!row || !labels) return html`<div class="row loading" data-index=${index} .style=${style}></div>`;
    if (row.peer) labels.see(row.peer.address);
    const content = this.mode === 'chat' ? chatRow(row, labels) : logRow(row, labels, this.openRow(row.seq));
    return html`<div class="row" role="listitem" tabindex="-1" data-index=${index} .style=${style}
      @click=${() => this.clicked(index)}>${content}</div>`;
  }

  private toNewest(): TemplateResult {
    const label = this.unseen > 0 ? l10n.t('{0} new', this.unseen) : l10n.t('Newest');
    return html`<button class="to-newest" @click=${() => this.followNewest()}>
      <span class="codicon codicon-arrow-down" aria-hidden="true"></span>${label}</button>`;
  }

  private options(): VirtualizerOptions<HTMLElement, HTMLElement> {
    return {
      count: this.source?.count ?? 0,
      getScrollElement: () => this.querySelector<HTMLElement>('.scroller'),
      estimateSize: () => estimatedPixels[this.mode],
      overscan: 8,
      paddingStart: 8,
      paddingEnd: 8,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      measureElement,
      onChange: () => this.requestUpdate(),
    };
  }

  private openSource(): void {
    this.source?.close();
    this.open.clear();
    this.follows = true;
    const source = new RowSource(host, this.peer === undefined ? {} : { peers: [this.peer] }, () =>
      this.rowsCame(source),
    );
    this.source = source;
    void source.refresh();
  }

  private rowsCame(source: RowSource): void {
    if (source !== this.source) return;
    const shown = this.virtualizer?.options.count ?? 0;
    if (!this.follows) this.unseen += Math.max(0, source.count - shown);
    this.requestUpdate();
  }

  private scrollToEnd(): void {
    const scroller = this.querySelector('.scroller');
    if (scroller) scroller.scrollTop = scroller.scrollHeight;
  }

  private onScroll(event: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget as HTMLElement;
    const isAtEnd = scrollHeight - clientHeight - scrollTop <= endPixels;
    if (isAtEnd) {
      this.follows = true;
      this.unseen = 0;
    } else if (scrollTop < this.lastTop) this.follows = false;
    this.lastTop = scrollTop;
  }

  private clicked(index: number): void {
    // Whoever selects text doesn't mean to open the row.
    if (window.getSelection()?.isCollapsed === false) return;
    this.focused = index;
    this.toggle(index);
  }

  private toggle(index: number): void {
    const row = this.source?.at(index);
    if (this.mode !== 'log' || !row || row.direction === 'event') return;
    if (this.open.delete(row.seq)) this.requestUpdate();
    else void this.loadBytes(row.seq, dumpStepBytes);
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
    const count = this.source?.count ?? 0;
    const row = this.source?.at(this.focused);
    const isCopy =
      event.key === 'c' && (event.ctrlKey || event.metaKey) && window.getSelection()?.isCollapsed !== false;
    if (isCopy && row) void copyText(row);
    else if ((event.key === 'Enter' || event.key === ' ') && event.target !== event.currentTarget)
      this.toggle(this.focused);
    else {
      const target = keyTarget(event.key, this.focused < 0 ? count : this.focused, count);
      if (target === undefined) return;
      void this.focusRow(target);
    }
    event.preventDefault();
  }

  private async focusRow(index: number): Promise<void> {
    this.focused = index;
    this.follows = false;
    this.virtualizer?.scrollToIndex(index, { align: 'auto' });
    this.requestUpdate();
    await this.updateComplete;
    requestAnimationFrame(() =>
      this.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }),
    );
  }
}

/** Where a key moves the focus, or nothing for other keys. */
function keyTarget(key: string, from: number, count: number): number | undefined {
  const targets: Record<string, number> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - 10,
    PageDown: from + 10,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, target));
}
