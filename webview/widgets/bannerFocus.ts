/** Moves the focus when a banner disappears together with its focused button. */
import type { ReactiveController } from 'lit';

export class BannerFocus implements ReactiveController {
  readonly #moveFocus: () => void;
  #wasInBanner = false;

  constructor(moveFocus: () => void) {
    this.#moveFocus = moveFocus;
  }

  hostUpdate(): void {
    this.#wasInBanner = Boolean(document.activeElement?.closest('.banner'));
  }

  hostUpdated(): void {
    if (this.#wasInBanner && document.activeElement === document.body) this.#moveFocus();
  }
}
