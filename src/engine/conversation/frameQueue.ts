/**
 * Received messages for a caller who takes them at his own speed: of one conversation, or of several together. While too much waits, the
 * conversations hold their messages back, and so read no more.
 */
import type { Frame } from '../../core/framing/framing.ts';
import type { Layer } from './layer.ts';

/** More than this is held back. */
const maxWaitingBytes = 1024 * 1024;
const maxWaitingFrames = 4096;

/** A conversation, as far as taking its messages concerns it. */
export interface FrameOrigin {
  readonly isStream: boolean;
  add(layer: Layer): void;
  remove(layer: Layer): void;
  eased(): void;
}

export interface ReceivedFrame<Origin> {
  readonly conversation: Origin;
  readonly frame: Frame;
}

export class FrameQueue<Origin extends FrameOrigin = FrameOrigin> {
  readonly #layers = new Map<Origin, Layer>();
  #waiting: ReceivedFrame<Origin>[] = [];
  #waitingBytes = 0;
  #taking: (() => void) | undefined;
  #hasEnded = false;
  #dropped = 0;

  /** Datagrams that came while the queue was full, and are lost to the caller: they can't be held back. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Queues what is received in this conversation from now on. */
  attach(conversation: Origin): void {
    const queue = this;
    const layer: Layer = {
      frame: frame => this.#add(conversation, frame),
      get isBusy() {
        return conversation.isStream && queue.#isFull;
      },
      closed: () => this.#layers.delete(conversation),
    };
    this.#layers.set(conversation, layer);
    conversation.add(layer);
  }

  /** Nothing is queued any more; what waits can still be taken. */
  end(): void {
    this.#hasEnded = true;
    const attached = [...this.#layers];
    this.#layers.clear();
    for (const [conversation, layer] of attached) conversation.remove(layer);
    for (const [conversation] of attached) conversation.eased();
    this.#taking?.();
  }

  /** Resolves with all messages that wait, in the order in which they came, as soon as there is one; with none when it has ended. */
  async take(): Promise<ReceivedFrame<Origin>[]> {
    while (this.#waiting.length === 0 && !this.#hasEnded) await this.#nextOne();
    const taken = this.#waiting;
    const wasFull = this.#isFull;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (wasFull) for (const conversation of [...this.#layers.keys()]) conversation.eased();
    return taken;
  }

  get #isFull(): boolean {
    return this.#waitingBytes > maxWaitingBytes || this.#waiting.length >= maxWaitingFrames;
  }

  #add(conversation: Origin, frame: Frame): void {
    if (!conversation.isStream && this.#isFull) {
      this.#dropped++;
      return;
    }
    this.#waiting.push({ conversation, frame });
    this.#waitingBytes += frame.bytes.length;
    this.#taking?.();
  }

  #nextOne(): Promise<void> {
    return new Promise(resolve => {
      this.#taking = () => {
        this.#taking = undefined;
        resolve();
      };
    });
  }
}
