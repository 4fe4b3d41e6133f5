/**
 * A caller that takes the messages of a conversation at its own speed, and may stop early, with a `return` or by
 * throwing.
 */
import type { Frame } from '../../src/core/framing/framing.ts';

export interface MessageReaderOptions {
  /** Messages delivered so far, to which later ones are appended. */
  readonly delivered: readonly Uint8Array[];
  /** Number of messages after which it stops. */
  readonly stopAfter: number;
  readonly throws: boolean;
  /** Resolves when it may take the next one. */
  pause(): Promise<void>;
}

const tired = new Error('enough');

export class MessageReader {
  readonly #frames: AsyncGenerator<Frame, void>;
  readonly #options: MessageReaderOptions;
  readonly #from: number;
  readonly #taken: Uint8Array[] = [];
  #hasStopped = false;

  constructor(frames: AsyncGenerator<Frame, void>, options: MessageReaderOptions) {
    this.#frames = frames;
    this.#options = options;
    this.#from = options.delivered.length;
  }

  async read(): Promise<void> {
    try {
      for await (const { bytes } of this.#frames) {
        this.#taken.push(bytes);
        if (this.#taken.length >= this.#options.stopAfter) {
          this.#hasStopped = true;
          if (this.#options.throws) throw tired;
          break;
        }
        await this.#options.pause();
      }
    } catch (error) {
      if (error !== tired) throw error;
    }
  }

  /** Stops taking messages. */
  async stop(): Promise<void> {
    this.#hasStopped = true;
    await this.#frames.return();
  }

  /** Whether it has taken the messages in order since it started: all of them unless it has stopped. */
  get isRight(): boolean {
    const expected = this.#options.delivered.slice(this.#from);
    const isInOrder = this.#taken.every((bytes, at) => bytes === expected[at]);
    return isInOrder && (this.#hasStopped || this.#taken.length === expected.length);
  }
}
