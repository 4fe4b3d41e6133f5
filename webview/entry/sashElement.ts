/**
 * The divider between the transcript and the entry: determines the entry's position, and resizes it by dragging or with
 * keys.
 */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keep, keptState } from '../hostCalls.ts';
import type { SplitSide } from '../keptState.ts';
import { defaultShares, entryBounds, entryPixels, type SplitRoom, sideOf } from './splitRoom.ts';

/** Pixels by which a key press moves the sash. */
const stepPixels = 24;

@customElement('portside-sash')
export class SashElement extends LitElement {
  @state() private room: SplitRoom = { width: 0, height: 0 };
  @state() private shares: Record<SplitSide, number> = { ...defaultShares, ...keptState().entryShares };
  private readonly resized = new ResizeObserver(() => this.measure());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.parentElement) this.resized.observe(this.parentElement);
    this.measure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const { parentElement: split, side } = this;
    split?.classList.toggle('beside', side === 'beside');
    split?.style.setProperty('--entry-pixels', `${entryPixels(side, this.total, this.shares[side])}px`);
  }

  protected override render(): TemplateResult {
    const { side, total } = this;
    const [least, most] = entryBounds(side, total);
    const percent = (pixels: number) => Math.round((100 * pixels) / Math.max(1, total));
    return html`<div class="sash" role="separator" tabindex="0" aria-label=${l10n.t('Resize the entry view')}
      aria-orientation=${side === 'beside' ? 'vertical' : 'horizontal'} aria-valuemin=${percent(least)}
      aria-valuemax=${percent(most)} aria-valuenow=${percent(entryPixels(side, total, this.shares[side]))}
      @keydown=${this.onKey} @dblclick=${() => this.resize(defaultShares[side] * total)}
      @pointerdown=${this.onPointerDown} @pointermove=${this.onPointerMove}></div>`;
  }

  private get side(): SplitSide {
    return sideOf(this.room);
  }

  private get total(): number {
    return this.side === 'beside' ? this.room.width : this.room.height;
  }

  private measure(): void {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.parentElement ?? {};
    if (width !== this.room.width || height !== this.room.height) this.room = { width, height };
  }

  /** Gives the entry this many pixels, within its limits, and keeps its share for other panel sizes. */
  private resize(pixels: number): void {
    const { side, total } = this;
    if (total === 0) return;
    this.shares = { ...this.shares, [side]: entryPixels(side, total, pixels / total) / total };
    keep({ entryShares: this.shares });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { side, total } = this;
    const pixels = entryPixels(side, total, this.shares[side]);
    const [least, most] = entryBounds(side, total);
    const [grow, shrink] = side === 'beside' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const targets: Record<string, number> = {
      [grow]: pixels + stepPixels,
      [shrink]: pixels - stepPixels,
      Home: least,
      End: most,
      Enter: defaultShares[side] * total,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.resize(target);
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button === 0) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  private readonly onPointerMove = (event: PointerEvent): void => {
    const split = this.parentElement;
    if (!split || !(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const { right, bottom } = split.getBoundingClientRect();
    this.resize(this.side === 'beside' ? right - event.clientX : bottom - event.clientY);
  };
}
