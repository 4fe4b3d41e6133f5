/** Frames that were handed to the kernel and that it hasn't taken yet. */
import type { FrameItem, PendingWrite } from './outboxItem.ts';
import type { OutboxLimits } from './outboxLimits.ts';
import type { OutboxSink } from './outboxSink.ts';

export class FramesInFlight {
  readonly #sink: Pick<OutboxSink, 'write' | 'eased'>;
  readonly #limits: Pick<OutboxLimits, 'remove'>;
  readonly #items = new Set<PendingWrite>();
  #whenEmpty: (() => void) | undefined;

  constructor(sink: Pick<OutboxSink, 'write' | 'eased'>, limits: Pick<OutboxLimits, 'remove'>) {
    this.#sink = sink;
    this.#limits = limits;
  }

  /** Hands a frame to the kernel. Until that has it, or `takeAll`, it counts against the limits. */
  write(item: FrameItem): void {
    const { outgoing } = item;
    this.#items.add(item);
    const taken = (error?: Error | null) => {
      if (!this.#items.delete(item)) return;
      this.#limits.remove(outgoing);
      if (error) item.reject(error);
      else item.resolve();
      this.#sink.eased();
      if (this.#items.size === 0) this.#emptied();
    };
    try {
      this.#sink.write(outgoing, taken);
    } catch (error) {
      // Node refuses some sends synchronously: to port 0, or on a socket that was just closed.
      taken(error as Error);
    }
  }

  /** Calls `act` once the kernel has all frames: immediately if none is in flight, never after `takeAll`. */
  whenEmpty(act: () => void): void {
    this.#whenEmpty = act;
    if (this.#items.size === 0) this.#emptied();
  }

  #emptied(): void {
    const act = this.#whenEmpty;
    this.#whenEmpty = undefined;
    act?.();
  }

  /** Returns all frames, which are no longer in flight, for the caller to settle. */
  takeAll(): PendingWrite[] {
    const all = [...this.#items];
    this.#items.clear();
    this.#whenEmpty = undefined;
    return all;
  }
}
