/** Keeps the keyboard focus in the list of transfers when the focused element disappears or moves. */

interface Place {
  /** Undefined outside cards: for the heading's buttons. */
  readonly transfer: string | undefined;
  readonly action: string | undefined;
  /** Index among the cards. */
  readonly index: number;
}

export class FocusKeeper {
  readonly #root: HTMLElement;
  #place: Place | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Must be called before the list is redrawn. */
  remember(): void {
    const { activeElement } = document;
    this.#place = undefined;
    if (!(activeElement instanceof HTMLElement) || !this.#root.contains(activeElement)) return;
    const card = activeElement.closest<HTMLElement>('[data-transfer]');
    const index = card ? this.#cards.indexOf(card) : 0;
    this.#place = { transfer: card?.dataset.transfer, action: activeElement.dataset.action, index };
  }

  /** Called afterwards: focuses the same button, its card, the card in its place, the rest of the list, or the given element. */
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
