/** Where the endpoint of a panel is saved. Only a form needs it, so it isn't asked for before one is shown: it takes the schema. */
import type { PanelSaved } from '../../protocol/panelCalls.ts';
import { unawaited } from '../diagnostics/unawaited.ts';

export class SavedPlace {
  readonly #ask: () => Promise<PanelSaved | undefined>;
  readonly #changed: () => void;
  #isNeeded = false;
  #current: PanelSaved | undefined;

  constructor(ask: () => Promise<PanelSaved | undefined>, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Nothing if it isn't saved, and before that is known. */
  get current(): PanelSaved | undefined {
    return this.#current;
  }

  /** A form is shown, or no longer. */
  need(isNeeded: boolean): void {
    this.#isNeeded = isNeeded;
    this.askAgain();
  }

  /** The endpoint, or what is saved, may have changed. */
  askAgain(): void {
    if (this.#isNeeded) unawaited(this.#update());
  }

  async #update(): Promise<void> {
    const place = await this.#ask();
    if (JSON.stringify(place) === JSON.stringify(this.#current)) return;
    this.#current = place;
    this.#changed();
  }
}
