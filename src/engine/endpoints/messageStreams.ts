/** The streams of messages that are open, by number. */
import type { MessageBatch } from '../../core/messageBatch.ts';
import { SocketError } from '../../core/socketError.ts';
import type { EndpointMessages } from './endpointMessages.ts';
import type { MessageStream } from './messageStream.ts';

/** Up to 1 MiB waits in each. */
export const maxStreams = 256;

export class MessageStreams {
  readonly #streams = new Map<number, MessageStream>();
  #next: number;

  /** Numbers begin with `first`. */
  constructor(first: number) {
    this.#next = first;
  }

  /** Returns its number. @throws SocketError NO_PEER, and TOO_MANY_STREAMS. */
  open(messages: EndpointMessages, peer: string | undefined): number {
    if (this.#streams.size >= maxStreams) throw new SocketError('TOO_MANY_STREAMS', { maxStreams });
    const opened = messages.open(peer);
    const stream = this.#next++;
    this.#streams.set(stream, opened);
    return stream;
  }

  async take(stream: number, untilClosed: boolean): Promise<MessageBatch> {
    const batch = await (this.#streams.get(stream)?.take(untilClosed) ?? ended());
    if (batch.state === 'ended') this.#streams.delete(stream);
    return batch;
  }

  close(stream: number): void {
    this.#streams.get(stream)?.end();
    this.#streams.delete(stream);
  }
}

/** The answer for a stream that is no longer open. */
function ended(): MessageBatch {
  const none = new Uint32Array();
  return { bytes: new Uint8Array(), ends: none, senders: none, peers: [], dropped: 0, state: 'ended' };
}
