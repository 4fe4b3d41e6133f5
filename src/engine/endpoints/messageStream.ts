/** Messages that a caller outside the engine takes: of an endpoint, whichever conversations it has, or of one peer. */
import type { MessageBatch } from '../../core/messageBatch.ts';
import { FramesToTake, type ReceivedFrame } from '../conversation/framesToTake.ts';
import type { MessageFan } from './messageFan.ts';

/** An answer has no more than these, or one larger message. */
const maxFrames = 1000;
const maxBytes = 1024 * 1024;

export interface MessageStreamOptions {
  /** The id of the only peer whose messages are taken. */
  readonly peer: string | undefined;
  /** Whether the endpoint is closed, and everything it received was delivered. */
  isClosed(): boolean;
  /** No more messages are queued. */
  ended(): void;
}

export class MessageStream {
  readonly #options: MessageStreamOptions;
  readonly #queue = new FramesToTake<MessageFan>();

  constructor(options: MessageStreamOptions) {
    this.#options = options;
  }

  /** Queues what is received in this conversation from now on. */
  opened(conversation: MessageFan): void {
    const { peer } = this.#options;
    if (peer === undefined || peer === conversation.id) this.#queue.attach(conversation);
  }

  /** Everything that this conversation received was delivered. */
  closed(conversation: MessageFan): void {
    if (conversation.id === this.#options.peer) this.end();
    else this.woken();
  }

  /** The endpoint may have been closed. */
  woken(): void {
    this.#queue.woken();
  }

  /** As `EngineCalls.takeMessages`. */
  async take(untilClosed: boolean): Promise<MessageBatch> {
    const orWhile = () => untilClosed && this.#options.isClosed();
    const taken = await this.#queue.take({ maxFrames, maxBytes, orWhile });
    const isClosed = taken.length === 0 && this.#options.isClosed();
    const state = this.#queue.isOver ? 'ended' : isClosed ? 'closed' : 'open';
    return { ...packed(taken), dropped: this.#queue.dropped, state };
  }

  /** Nothing is queued any more; what waits can still be taken. */
  end(): void {
    this.#options.ended();
    this.#queue.end();
  }
}

/** Copies the messages, which share memory with the transcript, into memory that can be given away. */
function packed(taken: readonly ReceivedFrame<MessageFan>[]): Omit<MessageBatch, 'dropped' | 'state'> {
  const bytes = new Uint8Array(taken.reduce((sum, { frame }) => sum + frame.bytes.length, 0));
  const ends = new Uint32Array(taken.length);
  const senders = new Uint32Array(taken.length);
  const indexOf = new Map<MessageFan, number>();
  let at = 0;
  for (const [index, { conversation, frame }] of taken.entries()) {
    bytes.set(frame.bytes, at);
    at += frame.bytes.length;
    ends[index] = at;
    const sender = indexOf.get(conversation) ?? indexOf.size;
    indexOf.set(conversation, sender);
    senders[index] = sender;
  }
  const peers = [...indexOf.keys()].map(({ id, address }) => ({ id, address }));
  return { bytes, ends, senders, peers };
}
