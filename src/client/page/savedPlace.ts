/**
 * Caches where a panel's endpoint is saved: a lookup reads the settings, so it isn't done for each state of the panel.
 */
import type { PanelSaved } from '../../protocol/panelCalls.ts';
import { unawaited } from '../unawaited.ts';

export class SavedPlace {
  readonly #ask: () => Promise<PanelSaved | undefined>;
  readonly #changed: () => void;
  #current: PanelSaved | undefined;

  constructor(ask: () => Promise<PanelSaved | undefined>, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Undefined if the endpoint isn't saved, or while that is unknown. */
  get current(): PanelSaved | undefined {
    return this.#current;
  }

  /** Call when the endpoint or the saved endpoints may have changed. */
  askAgain(): void {
    unawaited(this.#update());
  }

  async #update(): Promise<void> {
    const place = await this.#ask();
    if (JSON.stringify(place) === JSON.stringify(this.#current)) return;
    this.#current = place;
    this.#changed();
  }
}
