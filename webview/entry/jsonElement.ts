/** Indented JSON, coloured block by block as it comes into sight: a megabyte of it has half a million tokens. */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { jsonBlock, jsonBlocks } from './jsonPane.ts';
import { selectAllOnKey } from './selectAllOnKey.ts';

/** Beyond what is in sight, coloured before it is scrolled to. */
const margin = '400px 0px';

@customElement('portside-json')
export class JsonElement extends LitElement {
  @property({ attribute: false }) json = '';
  private blocks: readonly string[] = [];
  private readonly seen = new Set<number>();
  private observer: IntersectionObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  override focus(options?: FocusOptions): void {
    this.querySelector<HTMLElement>('.entry-json')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('json')) return;
    this.blocks = jsonBlocks(this.json);
    this.seen.clear();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('json')) this.observe();
  }

  protected override render(): TemplateResult {
    return html`<div class="entry-text entry-json" role="region" tabindex="0" aria-label="JSON" @keydown=${selectAllOnKey}>${this.blocks.map(
      (block, at) =>
        html`<div class="json-block" data-block=${at}>${guard([block, this.seen.has(at)], () => jsonBlock(block, this.seen.has(at)))}</div>`,
    )}</div>`;
  }

  private observe(): void {
    this.observer?.disconnect();
    this.observer = new IntersectionObserver(entries => this.sighted(entries), {
      root: this.querySelector('.entry-json'),
      rootMargin: margin,
    });
    for (const block of this.querySelectorAll('.json-block')) this.observer.observe(block);
  }

  private sighted(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.seen.add(Number((target as HTMLElement).dataset.block));
      this.observer?.unobserve(target);
    }
    this.requestUpdate();
  }
}
