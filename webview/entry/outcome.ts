/** The outcome of the last action: a success disappears after a while, a failure stays until the next action. */
import { errorText } from '../errorText.ts';

const readMs = 5000;

export class Outcome {
  readonly #changed: () => void;
  #action: Promise<string> | undefined;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get text(): string {
    return this.#text;
  }

  /** Shows an action's result, or its error, unless this was cleared or another action started in the meantime. */
  async of(action: Promise<string>): Promise<void> {
    this.clear();
    this.#action = action;
    const show = (text: string) => {
      if (this.#action !== action) return false;
      this.#set(text);
      return true;
    };
    try {
      if (show(await action)) this.#timer = setTimeout(() => this.clear(), readMs);
    } catch (error) {
      show(errorText(error));
    }
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#action = undefined;
    if (this.#text !== '') this.#set('');
  }

  #set(text: string): void {
    this.#text = text;
    this.#changed();
  }
}
