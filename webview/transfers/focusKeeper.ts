/** Keeps the keyboard's focus in the list of transfers when what had it goes, or moves. */

interface Place {
  /** Nothing of what is no card: the heading's buttons. */
  readonly transfer: string | undefined;
  readonly action: string | undefined;
  /** Among the cards. */
  readonly index: number;
}

export class FocusKeeper {
  readonly #root: HTMLElement;
  #place: Place | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Before the list is drawn anew. */
  remember(): void {
    const { activeElement } = document;
    this.#place = undefined;
    if (!(activeElement instanceof HTMLElement) || !this.#root.contains(activeElement)) return;
    const card = activeElement.closest<HTMLElement>('[data-transfer]');
    const index = card ? this.#cards.indexOf(card) : 0;
    this.#place = { transfer: card?.dataset.transfer, action: activeElement.dataset.action, index };
  }

  /** Afterwards: to the same button, to its card, to the card in its place, to what is left of the list, or to what is given. */
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
