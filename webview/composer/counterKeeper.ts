/** Keeps how far `{{$counter}}` has come, so that it goes on in the next window: not with each of many sendings. */
import { keep, keptState } from '../hostCalls.ts';

const keepEveryMs = 1000;

export class CounterKeeper {
  #counter = keptState().counter;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The host's counter now, where it has one. */
  saw(counter: number | undefined): void {
    if (counter === undefined || counter === (this.#counter ?? 1)) return;
    this.#counter = counter;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      keep({ counter: this.#counter ?? counter });
    }, keepEveryMs);
  }
}
