/**
 * Where the endpoint of a panel is saved, according to the last lookup, which reads the settings and therefore isn't done for each state of
 * the panel.
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

  /** Undefined if it isn't saved, or as long as that isn't known. */
  get current(): PanelSaved | undefined {
    return this.#current;
  }

  /** Call when the endpoint or the saved ones may have changed. */
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
