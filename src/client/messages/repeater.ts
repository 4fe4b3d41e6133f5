/** Sends messages repeatedly, one per endpoint. The host does it, since a page is discarded when its tab is hidden. */
import type { RepeatPlan, RepeatState } from '../../core/message/repetition.ts';
import { unawaited } from '../unawaited.ts';

interface Repetition {
  state: RepeatState;
  timer?: ReturnType<typeof setTimeout>;
}

export class Repeater {
  readonly #changed: (id: string) => void;
  readonly #nowMs: () => number;
  readonly #all = new Map<string, Repetition>();

  /** `changed` is called when a repetition begins or ends; the endpoint's counters show its progress. */
  constructor(changed: (id: string) => void, nowMs = () => performance.now()) {
    this.#changed = changed;
    this.#nowMs = nowMs;
  }

  /**
   * Sends immediately and then at each interval, replacing the endpoint's previous repetition. The first failure ends
   * it, with its message.
   */
  start(id: string, plan: RepeatPlan, send: () => Promise<void>): void {
    this.stop(id);
    const repetition: Repetition = { state: { ...plan, running: true, done: 0 } };
    this.#all.set(id, repetition);
    this.#changed(id);
    unawaited(this.#run(id, repetition, send, this.#nowMs()));
  }

  /** Ends the current repetition. `problem` is a sentence that says why, unless the user requested it. */
  stop(id: string, problem?: string): void {
    const repetition = this.#all.get(id);
    if (!repetition?.state.running) return;
    clearTimeout(repetition.timer);
    repetition.state = { ...repetition.state, running: false, ...(problem !== undefined && { problem }) };
    this.#changed(id);
  }

  /** Returns its progress, or how it ended; undefined if none has begun. */
  state(id: string): RepeatState | undefined {
    return this.#all.get(id)?.state;
  }

  /** Ends and forgets the repetitions of endpoints that no longer exist. */
  keepOnly(isThere: (id: string) => boolean): void {
    for (const [id, { timer }] of this.#all) {
      if (isThere(id)) continue;
      clearTimeout(timer);
      this.#all.delete(id);
    }
  }

  dispose(): void {
    this.keepOnly(() => false);
  }

  async #run(id: string, repetition: Repetition, send: () => Promise<void>, dueMs: number): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (this.#all.get(id) === repetition) this.stop(id, (error as Error).message);
      return;
    }
    const { state } = repetition;
    repetition.state = { ...state, done: state.done + 1 };
    if (this.#all.get(id) !== repetition || !state.running) return;
    if (state.done + 1 === state.count) {
      this.stop(id);
      return;
    }
    // If sending takes longer than the interval, missed times aren't made up for: a slow peer would get a burst.
    const nextMs = Math.max(dueMs + state.everyMs, this.#nowMs());
    const restMs = Math.max(0, nextMs - this.#nowMs());
    repetition.timer = setTimeout(() => unawaited(this.#run(id, repetition, send, nextMs)), restMs);
  }
}
