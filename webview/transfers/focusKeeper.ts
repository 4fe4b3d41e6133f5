/** Keeps the keyboard focus in the list of transfers when the focused element disappears or moves. */

interface Place {
  /** Id of the card's transfer; undefined for the buttons of the heading. */
  readonly transfer: string | undefined;
  readonly action: string | undefined;
  /** Index of the card. */
  readonly index: number;
}

export class FocusKeeper {
  readonly #root: HTMLElement;
  #place: Place | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Call before the list is rendered. */
  remember(): void {
    const { activeElement } = document;
    this.#place = undefined;
    if (!(activeElement instanceof HTMLElement) || !this.#root.contains(activeElement)) return;
    const card = activeElement.closest<HTMLElement>('[data-transfer]');
    const index = card ? this.#cards.indexOf(card) : 0;
    this.#place = { transfer: card?.dataset.transfer, action: activeElement.dataset.action, index };
  }

  /**
   * Call after rendering. Focuses the same button, its card, the card in its place, the rest of the list, or
   * `otherwise`.
   */
  restore(otherwise: HTMLElement | null | undefined): void {
    const place = this.#place;
    this.#place = undefined;
    if (!place || this.#root.contains(document.activeElement)) return;
    const cards = this.#cards;
    const card = cards.find(({ dataset }) => dataset.transfer === place.transfer);
    const button = card?.querySelector<HTMLElement>(`[data-action="${place.action}"]`);
    const next = cards[Math.min(place.index, cards.length - 1)];
    (button ?? card ?? next ?? this.#root.querySelector('button') ?? otherwise)?.focus();
  }

  get #cards(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('[data-transfer]')];
  }
}
