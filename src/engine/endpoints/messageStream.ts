/** Messages for a caller outside the engine: of all conversations of an endpoint, or of one peer. */
import type { MessageBatch } from '../../core/messageBatch.ts';
import { type FrameSource, FramesToTake, type ReceivedFrame } from '../conversation/framesToTake.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';

/** Limits of one batch; a larger message is a batch of its own. */
const maxFrames = 1000;
const maxBytes = 1024 * 1024;

/** A conversation, as far as its messages are streamed. */
export type StreamedConversation = FrameSource & Pick<PeerIdentity, 'id' | 'address'>;

export interface MessageStreamOptions {
  /** The id of the only peer whose messages are taken. */
  readonly peer: string | undefined;
  /** Returns true if the endpoint is closed and everything it received is delivered. */
  isClosed(): boolean;
  /** Called when no more messages are queued. */
  ended(): void;
}

export class MessageStream {
  readonly #options: MessageStreamOptions;
  readonly #queue = new FramesToTake<StreamedConversation>();

  constructor(options: MessageStreamOptions) {
    this.#options = options;
  }

  /** Queues what is received in this conversation from now on. */
  opened(conversation: StreamedConversation): void {
    const { peer } = this.#options;
    if (peer === undefined || peer === conversation.id) this.#queue.attach(conversation);
  }

  /** Everything that this conversation received was delivered. */
  closed(conversation: StreamedConversation): void {
    if (conversation.id === this.#options.peer) this.end();
    else this.woken();
  }

  /** Called when the endpoint may have been closed. */
  woken(): void {
    this.#queue.woken();
  }

  /** See `EngineCalls.takeMessages`. */
  async take(untilClosed: boolean): Promise<MessageBatch> {
    const orWhile = () => untilClosed && this.#options.isClosed();
    const taken = await this.#queue.take({ maxFrames, maxBytes, orWhile });
    const isClosed = taken.length === 0 && this.#options.isClosed();
    const state = this.#queue.isOver ? 'ended' : isClosed ? 'closed' : 'open';
    return { ...packed(taken), dropped: this.#queue.dropped, state };
  }

  /** Stops queueing; messages that wait can still be taken. */
  end(): void {
    this.#options.ended();
    this.#queue.end();
  }
}

/** Copies the messages, which share memory with the transcript, into memory that can be given away. */
function packed(taken: readonly ReceivedFrame<StreamedConversation>[]): Omit<MessageBatch, 'dropped' | 'state'> {
  const bytes = new Uint8Array(taken.reduce((sum, { frame }) => sum + frame.bytes.length, 0));
  const ends = new Uint32Array(taken.length);
  const senders = new Uint32Array(taken.length);
  const indexOf = new Map<StreamedConversation, number>();
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
