/** Writes of a lane's holder: handed to the kernel at once, or held back while the transcript has no room. */
import type { PendingWrite } from './outboxItem.ts';
import type { OutboxSink } from './outboxSink.ts';

/** `isAbandoned`: its bytes are no longer needed. */
interface LaneWrite extends PendingWrite {
  isAbandoned: boolean;
}

export class LaneWrites {
  readonly #sink: Pick<OutboxSink, 'writeLane'>;
  readonly #pending = new Set<LaneWrite>();
  /** Functions that hand over the writes for which there was no room. */
  readonly #heldBack = new Map<LaneWrite, () => void>();

  constructor(sink: Pick<OutboxSink, 'writeLane'>) {
    this.#sink = sink;
  }

  get areHeldBack(): boolean {
    return this.#heldBack.size > 0;
  }

  /** True while the kernel hasn't taken all abandoned bytes. */
  get areAbandoned(): boolean {
    for (const { isAbandoned } of this.#pending) if (isAbandoned) return true;
    return false;
  }

  /** Called when written bytes that the kernel hasn't taken are no longer needed. */
  abandon(): void {
    for (const item of this.#pending) item.isAbandoned = true;
  }

  /** Resolves when the kernel has the last byte. Without room, nothing is handed over before `handOver`. */
  write(parts: readonly Uint8Array[], hasRoom: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const item: LaneWrite = { resolve, reject, isAbandoned: false };
      this.#pending.add(item);
      if (hasRoom) this.#hand(item, parts);
      else this.#heldBack.set(item, () => this.#hand(item, parts));
    });
  }

  /** Hands over all writes that were held back. Called when there is room again. */
  handOver(): void {
    const held = [...this.#heldBack.values()];
    this.#heldBack.clear();
    for (const hand of held) hand();
  }

  /** Rejects writes that are held back. Those already handed to the kernel continue. */
  stop(error: Error): void {
    for (const item of this.#heldBack.keys()) {
      this.#pending.delete(item);
      item.reject(error);
    }
    this.#heldBack.clear();
  }

  /** Removes and returns all writes that haven't settled, to be rejected. */
  takeAll(): PendingWrite[] {
    const pending = [...this.#pending];
    this.#pending.clear();
    this.#heldBack.clear();
    return pending;
  }

  #hand(item: LaneWrite, parts: readonly Uint8Array[]): void {
    const taken = (error?: Error | null) => {
      if (!this.#pending.delete(item)) return;
      if (error) item.reject(error);
      else item.resolve();
    };
    try {
      this.#sink.writeLane(parts, taken);
    } catch (error) {
      // Node reports some errors synchronously: a send to port 0, or on a socket that was just closed.
      taken(error as Error);
    }
  }
}
