/** Frames that were handed to the kernel and that it hasn't taken yet. */
import type { FrameItem, PendingWrite } from './outboxItem.ts';
import type { OutboxLimits } from './outboxLimits.ts';
import type { OutboxSink } from './outboxSink.ts';

export class FramesInFlight {
  readonly #sink: Pick<OutboxSink, 'write' | 'eased'>;
  readonly #limits: Pick<OutboxLimits, 'remove'>;
  readonly #items = new Set<PendingWrite>();

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
    };
    try {
      this.#sink.write(outgoing, taken);
    } catch (error) {
      // Node refuses some sends synchronously: to port 0, or on a socket that was just closed.
      taken(error as Error);
    }
  }

  /** Returns all frames, which are no longer in flight, for the caller to settle. */
  takeAll(): PendingWrite[] {
    const all = [...this.#items];
    this.#items.clear();
    return all;
  }
}
