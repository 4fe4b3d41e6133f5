/** The hexdump: renders the visible lines, and supports selecting by pointer and keys in both columns. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { offsetDigits } from '../transcript/rowHex.ts';
import { commandKey } from '../widgets/commandKey.ts';
import { type ByteSelection, moveTo } from './byteSelection.ts';
import { cursorTarget } from './hexKeys.ts';
import { cellId, hexLine } from './hexLine.ts';
import { HexWindow, type LinesInSight } from './hexWindow.ts';

/** Height of a line in px, as in entry.css. */
const linePixels = 20;
/** Numbers of bytes per line, in the order in which they are tried. */
const lineSizes = [16, 8, 4] as const;

@customElement('portside-hex')
export class HexPane extends LitElement {
  @property({ attribute: false }) bytes: Uint8Array = new Uint8Array();
  @property({ attribute: false }) selection: ByteSelection = { cursor: 0 };
  @property({ attribute: false }) onSelect: (selection: ByteSelection) => void = () => undefined;
  /** Called on Ctrl+C. */
  @property({ attribute: false }) onCopy: () => void = () => undefined;
  @state() private lineBytes: number = lineSizes[0];
  @state() private viewPixels = 0;
  @query('.hex-scroller') private scroller!: HTMLElement;
  /** Byte on which the pointer was pressed. */
  private dragFrom: number | undefined;
  private readonly resized = new ResizeObserver(() => this.measure());

  override focus(options?: FocusOptions): void {
    this.scroller?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Sets custom properties by script: the page's content security policy forbids style attributes. */
  protected override willUpdate(): void {
    this.style.setProperty('--dump-pixels', `${this.lineCount * linePixels}px`);
    this.style.setProperty('--offset-digits', String(offsetDigits(this.bytes.length)));
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('bytes')) this.measure();
  }

  protected override firstUpdated(): void {
    this.observe();
    this.reveal(this.selection.cursor);
  }

  protected override render(): TemplateResult {
    const { bytes, lineBytes, selection } = this;
    const lines = this.window;
    const { first, count, topPixels } = lines.inSight(this.hasUpdated ? this.scroller.scrollTop : 0);
    const digits = offsetDigits(bytes.length);
    return html`${lineSizes.map(size => html`<div class="hex-probe lines-of-${size}" aria-hidden="true"></div>`)}
      <div class="hex-scroller" role="grid" tabindex="0" aria-label=${l10n.t('Bytes')} aria-multiselectable="true"
        aria-rowcount=${this.lineCount} aria-activedescendant=${this.activeCell({ first, count, topPixels })}
        @scroll=${() => this.requestUpdate()} @keydown=${this.onKey} @dblclick=${this.onDoubleClick}
        @pointerdown=${this.onPointerDown} @pointermove=${this.onPointerMove} @pointerup=${this.endDrag} @pointercancel=${this.endDrag}>
        <div role="none" .style=${`height: ${lines.trackPixels}px`}>
          <div class="hex-lines lines-of-${lineBytes}" role="rowgroup">
            ${repeat(
              Array.from({ length: count }, (_, index) => (first + index) * lineBytes),
              start => start,
              (start, index) =>
                hexLine({ bytes, start, lineBytes, digits, selection, topPixels: topPixels + index * linePixels }),
            )}
          </div>
        </div>
      </div>`;
  }

  private get lineCount(): number {
    return Math.ceil(this.bytes.length / this.lineBytes);
  }

  private get window(): HexWindow {
    return new HexWindow(this.lineCount, linePixels, this.viewPixels);
  }

  /** Returns the id of the cell with the cursor, while it is visible. */
  private activeCell({ first, count }: LinesInSight): string {
    const line = Math.floor(this.selection.cursor / this.lineBytes);
    return line >= first && line < first + count ? cellId(this.selection.cursor) : '';
  }

  private observe(): void {
    this.resized.observe(this.scroller);
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.scroller;
    const fits = (size: number) => (this.probeOf(size)?.offsetWidth ?? 0) <= clientWidth;
    const lineBytes = lineSizes.find(fits) ?? lineSizes[2];
    const isOther = lineBytes !== this.lineBytes;
    this.viewPixels = clientHeight;
    this.lineBytes = lineBytes;
    if (isOther) void this.updateComplete.then(() => this.reveal(this.selection.cursor));
  }

  /** Returns the element that is as wide as a line of `size` bytes. */
  private probeOf(size: number): HTMLElement | null {
    return this.querySelector(`.hex-probe.lines-of-${size}`);
  }

  private reveal(at: number): void {
    const { scroller } = this;
    scroller.scrollTop = this.window.reveal(Math.floor(at / this.lineBytes), scroller.scrollTop);
  }

  private select(selection: ByteSelection): void {
    this.onSelect(selection);
    this.reveal(selection.cursor);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || !this.obey(event)) return;
    event.preventDefault();
    // VS Code would handle Ctrl+A and Ctrl+C itself.
    event.stopPropagation();
  }

  /** Handles a key; returns whether it has a meaning here. */
  private obey(event: KeyboardEvent): boolean {
    const { length } = this.bytes;
    const command = commandKey(event);
    if (command === 'c') this.onCopy();
    else if (command === 'a' && length > 0) this.onSelect({ anchor: 0, cursor: length - 1 });
    else {
      const pageLines = Math.floor(this.viewPixels / linePixels);
      const target = cursorTarget(event, this.selection.cursor, { length, lineBytes: this.lineBytes, pageLines });
      if (target === undefined) return false;
      this.select(moveTo(this.selection, target, event.shiftKey));
    }
    return true;
  }

  private onPointerDown(event: PointerEvent): void {
    const at = byteAt(event.target);
    if (at === undefined || event.button !== 0) return;
    this.dragFrom = at;
    this.scroller.setPointerCapture(event.pointerId);
    this.select(moveTo(this.selection, at, event.shiftKey));
  }

  private onPointerMove(event: PointerEvent): void {
    if (this.dragFrom === undefined) return;
    const { left, right, top, bottom } = this.scroller.getBoundingClientRect();
    if (event.clientY < top) this.scroller.scrollTop -= linePixels;
    if (event.clientY > bottom) this.scroller.scrollTop += linePixels;
    const x = Math.max(left, Math.min(right - 1, event.clientX));
    const y = Math.max(top, Math.min(bottom - 1, event.clientY));
    const at = byteAt(document.elementFromPoint(x, y));
    if (at === undefined || at === this.selection.cursor) return;
    const anchor = this.selection.anchor ?? this.dragFrom;
    this.onSelect({ anchor, cursor: at });
  }

  /** Selects a single byte. */
  private onDoubleClick({ clientX, clientY }: MouseEvent): void {
    // The event's target is the scroller, which has captured the pointer.
    const at = byteAt(document.elementFromPoint(clientX, clientY));
    if (at !== undefined) this.select({ cursor: at, anchor: at });
  }

  private endDrag(): void {
    this.dragFrom = undefined;
  }
}

function byteAt(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null;
  return cell ? Number(cell.dataset.at) : undefined;
}
