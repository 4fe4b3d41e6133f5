/** A formatted text, colored block by block as it becomes visible: 1 MB of JSON has half a million tokens. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { FormattedText } from '../../src/core/decoders/decoded.ts';
import type { Encoding } from '../../src/core/endpointConfig.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { selectAllOnKey } from './selectAllOnKey.ts';
import { coloredBlock, firstUnits, plainBlock, textBlocks } from './textBlocks.ts';

/** Margin around the visible part within which blocks are colored before they are scrolled into view. */
const margin = '400px 0px';
/** Each click multiplies the shown part of a long line by this. */
const growth = 4;

@customElement('portside-formatted-text')
export class FormattedTextElement extends LitElement {
  @property({ attribute: false }) formatted: FormattedText | undefined;
  /** That of the payload: escapes are written so that they can be typed in it. */
  @property({ attribute: false }) encoding: Encoding = 'utf8';
  private blocks: readonly string[] = [];
  private readonly seen = new Set<number>();
  /** Number of UTF-16 units shown of each block that the user has expanded. */
  private readonly shownUnits = new Map<number, number>();
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
    this.querySelector<HTMLElement>('.formatted-text')?.focus(options);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('formatted')) return;
    this.blocks = textBlocks(this.formatted?.text ?? '');
    this.seen.clear();
    this.shownUnits.clear();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('formatted')) this.observe();
  }

  protected override render(): TemplateResult {
    return html`<div class="entry-text formatted-text" role="region" tabindex="0" aria-label=${phraseText(this.formatted?.label ?? '', l10n.t)} @keydown=${selectAllOnKey}>${this.blocks.map(
      (block, at) => html`<div class="text-block" data-block=${at}>${this.block(block, at)}</div>`,
    )}</div>`;
  }

  private block(block: string, at: number): unknown {
    const { encoding } = this;
    const { tokens = () => [] } = this.formatted ?? {};
    const units = this.shownUnits.get(at) ?? firstUnits;
    const isSeen = this.seen.has(at);
    return guard([block, isSeen, units, encoding], () => {
      const rest = block.length > units ? this.wayToMore(at, units) : nothing;
      const look = { tokens, encoding, units, rest };
      return isSeen ? coloredBlock(block, look) : plainBlock(block, look);
    });
  }

  private wayToMore(at: number, units: number): TemplateResult {
    const showMore = () => {
      this.shownUnits.set(at, growth * units);
      this.requestUpdate();
    };
    return html` … <button type="button" class="link" @click=${showMore}>${l10n.t('Show More')}</button>`;
  }

  private observe(): void {
    this.observer?.disconnect();
    this.observer = new IntersectionObserver(entries => this.sighted(entries), {
      root: this.querySelector('.formatted-text'),
      rootMargin: margin,
    });
    for (const block of this.querySelectorAll('.text-block')) this.observer.observe(block);
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
