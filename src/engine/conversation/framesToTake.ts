/**
 * Queue of received messages, of one or several conversations, for a caller that takes them at its own speed. While it
 * is full, the conversations hold their messages back and stop reading.
 */
import type { Frame } from '../../core/framing/framing.ts';
import type { Layer } from './layer.ts';
import { keptFrame } from './readerItem.ts';

/** Limits above which further messages are held back. */
const maxWaitingBytes = 1024 * 1024;
const maxWaitingFrames = 4096;
/**
 * Limits for the last messages of closed connections, which can't be held back: enough for one read, not for those of
 * thousands of connections.
 */
const maxLateBytes = 64 * 1024 * 1024;
const maxLateFrames = maxWaitingFrames + 64 * 1024;

/** The part of a conversation that the queue uses. */
export interface FrameSource {
  readonly isStream: boolean;
  add(layer: Layer): void;
  remove(layer: Layer): void;
  eased(): void;
}

export interface ReceivedFrame<Source> {
  readonly conversation: Source;
  readonly frame: Frame;
}

export interface TakeOptions {
  /** Limits of one take. A single message larger than `maxBytes` is returned alone. */
  readonly maxFrames?: number;
  readonly maxBytes?: number;
  /** If this returns true while nothing waits, `take` resolves with no messages. Checked again after `woken`. */
  readonly orWhile?: () => boolean;
}

export class FramesToTake<Source extends FrameSource = FrameSource> {
  readonly #layers = new Map<Source, Layer>();
  #waiting: ReceivedFrame<Source>[] = [];
  #waitingBytes = 0;
  #taking: (() => void) | undefined;
  #hasEnded = false;
  #dropped = 0;

  /** Number of messages dropped because the queue was full: datagrams, and the last ones of closed connections. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Queues messages that this conversation receives from now on; does nothing if the queue has ended. */
  attach(conversation: Source): void {
    if (this.#hasEnded) return;
    const queue = this;
    const layer: Layer = {
      borrowsFrames: true,
      frame: frame => this.#add(conversation, frame),
      get isBusy() {
        return conversation.isStream && queue.#isFull;
      },
      closed: () => this.#layers.delete(conversation),
    };
    this.#layers.set(conversation, layer);
    conversation.add(layer);
  }

  /** Whether it has ended and everything was taken. */
  get isOver(): boolean {
    return this.#hasEnded && this.#waiting.length === 0;
  }

  /** Call when the result of `orWhile` may have changed. */
  woken(): void {
    this.#taking?.();
  }

  /** Stops queueing; messages that wait can still be taken. */
  end(): void {
    const wasFull = this.#isFull;
    this.#hasEnded = true;
    const attached = [...this.#layers];
    this.#layers.clear();
    for (const [conversation, layer] of attached) conversation.remove(layer);
    if (wasFull) for (const [conversation] of attached) conversation.eased();
    this.#taking?.();
  }

  /**
   * Resolves with waiting messages in order of arrival as soon as there is one; with none once the queue has ended.
   * @throws RangeError if another take is pending.
   */
  async take(options: TakeOptions = {}): Promise<ReceivedFrame<Source>[]> {
    if (this.#taking) throw new RangeError('another caller is already waiting for messages');
    while (this.#waiting.length === 0 && !this.#hasEnded && !options.orWhile?.()) await this.#nextOne();
    const wasFull = this.#isFull;
    const taken = this.#takeFirst(options);
    if (wasFull && !this.#isFull) for (const conversation of [...this.#layers.keys()]) conversation.eased();
    return taken;
  }

  #takeFirst({ maxFrames = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY }: TakeOptions) {
    let count = 0;
    let bytes = 0;
    for (const { frame } of this.#waiting) {
      if (count === maxFrames || (count > 0 && bytes + frame.bytes.length > maxBytes)) break;
      count++;
      bytes += frame.bytes.length;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }

  get #isFull(): boolean {
    return this.#waitingBytes > maxWaitingBytes || this.#waiting.length >= maxWaitingFrames;
  }

  get #isOverfull(): boolean {
    return this.#waitingBytes > maxLateBytes || this.#waiting.length >= maxLateFrames;
  }

  #add(conversation: Source, frame: Frame): void {
    // Layers that are removed while a frame is being passed on still get that one.
    if (this.#hasEnded) return;
    if (conversation.isStream ? this.#isOverfull : this.#isFull) {
      this.#dropped++;
      return;
    }
    this.#waiting.push({ conversation, frame: keptFrame(frame) });
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
