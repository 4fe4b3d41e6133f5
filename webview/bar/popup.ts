/** A popup above the page, opened by a button. It closes on Escape, on a click elsewhere, and when the focus leaves. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { popupPlace } from './popupPlace.ts';

/** Element that contains one button with `aria-expanded`, and one element with `popover="manual"`. */
type PopupHost = ReactiveControllerHost & HTMLElement;

export class Popup implements ReactiveController {
  readonly #host: PopupHost;
  /** Places the popup again when its content changes, such as when icons of a bar move into its menu. */
  readonly #resized = new ResizeObserver(() => this.#place());
  #isOpen = false;

  constructor(host: PopupHost) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('keydown', event => this.#onKey(event));
    host.addEventListener('focusout', event => this.#onFocusOut(event));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get element(): HTMLElement | null {
    return this.#host.querySelector<HTMLElement>('[popover]');
  }

  hostDisconnected(): void {
    this.close(false);
  }

  /** Opens the popup, and focuses the element that `first` returns. */
  open(first: (popup: HTMLElement) => HTMLElement | null | undefined): void {
    const { element } = this;
    if (!element || this.#isOpen) return;
    this.#become(true);
    element.showPopover();
    this.#place();
    this.#resized.observe(element);
    first(element)?.focus();
    document.addEventListener('pointerdown', this.#onPress, { capture: true });
    window.addEventListener('blur', this.#leave);
    window.addEventListener('resize', this.#onResize);
  }

  /** Closes the popup. With `returnsFocus`, the button gets the focus back. */
  close(returnsFocus = true): void {
    if (!this.#isOpen) return;
    this.#resized.disconnect();
    document.removeEventListener('pointerdown', this.#onPress, { capture: true });
    window.removeEventListener('blur', this.#leave);
    window.removeEventListener('resize', this.#onResize);
    this.#become(false);
    if (returnsFocus) this.#button?.focus();
    if (this.element?.matches(':popover-open')) this.element.hidePopover();
  }

  get #button(): HTMLElement | null {
    return this.#host.querySelector<HTMLElement>('[aria-expanded]');
  }

  #become(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#host.requestUpdate();
  }

  /** Places the popup beside its button. */
  #place(): void {
    const { element } = this;
    const button = this.#button?.getBoundingClientRect();
    if (!element || !button) return;
    element.style.maxHeight = '';
    const page = { width: window.innerWidth, height: window.innerHeight };
    const { left, top, maxHeight } = popupPlace(button, element.getBoundingClientRect(), page);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    element.style.maxHeight = `${maxHeight}px`;
  }

  readonly #leave = (): void => this.close(false);

  readonly #onResize = (): void => {
    // The button may no longer be visible.
    requestAnimationFrame(() => {
      if (this.#button?.checkVisibility()) this.#place();
      else this.close(false);
    });
  };

  readonly #onPress = (event: PointerEvent): void => {
    if (!this.#host.contains(event.target as Node)) this.close(false);
  };

  #onFocusOut({ relatedTarget }: FocusEvent): void {
    // Nothing has the focus briefly when the window loses it, or when part of the page is redrawn.
    if (relatedTarget instanceof Node && !this.#host.contains(relatedTarget)) this.close(false);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#isOpen || event.key !== 'Escape') return;
    event.preventDefault();
    // A bar around the popup closes with the same key.
    event.stopPropagation();
    this.close();
  }
}
