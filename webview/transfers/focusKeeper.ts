/** Keeps the keyboard's focus in the list of transfers when what had it goes, or moves. */

interface Place {
  readonly transfer: string;
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
    const card = activeElement?.closest<HTMLElement>('[data-transfer]');
    this.#place = undefined;
    if (!card || !this.#root.contains(card)) return;
    const { transfer = '' } = card.dataset;
    const { action } = (activeElement as HTMLElement).dataset;
    this.#place = { transfer, action, index: this.#cards.indexOf(card) };
  }

  /** Afterwards: to the same button, to its card, to the card in its place, or to what is given. */
  restore(otherwise: HTMLElement | null | undefined): void {
    const place = this.#place;
    this.#place = undefined;
    if (!place || this.#root.contains(document.activeElement)) return;
    const cards = this.#cards;
    const card = cards.find(({ dataset }) => dataset.transfer === place.transfer);
    const button = card?.querySelector<HTMLElement>(`[data-action="${place.action}"]`);
    const next = cards[Math.min(place.index, cards.length - 1)];
    (button ?? card ?? next ?? otherwise)?.focus();
  }

  get #cards(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('[data-transfer]')];
  }
}
