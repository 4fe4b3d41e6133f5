/** Stores the value of `{{$counter}}`, so that it continues in the next window, but at most once per second. */
import { keep, keptState } from '../hostCalls.ts';

const keepEveryMs = 1000;

export class CounterKeeper {
  #counter = keptState().counter;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes the host's current counter; undefined if it has none. */
  update(counter: number | undefined): void {
    if (counter === undefined || counter === (this.#counter ?? 1)) return;
    this.#counter = counter;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      keep({ counter: this.#counter ?? counter });
    }, keepEveryMs);
  }
}
