/** Open message streams, by number. */
import type { MessageBatch } from '../../core/messageBatch.ts';
import { SocketError } from '../../core/socketError.ts';
import type { EndpointMessages } from './endpointMessages.ts';
import type { MessageStream } from './messageStream.ts';

/** Maximum number of open streams, each with about 1 MiB of waiting messages. */
export const maxStreams = 256;

export class MessageStreams {
  readonly #streams = new Map<number, MessageStream>();
  #next: number;

  /** `first` is the number of the first stream. */
  constructor(first: number) {
    this.#next = first;
  }

  /** Opens a stream and returns its number. @throws SocketError NO_PEER or TOO_MANY_STREAMS. */
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

/** Returns the batch for a stream that is no longer open. */
function ended(): MessageBatch {
  const none = new Uint32Array();
  return { bytes: new Uint8Array(), ends: none, senders: none, peers: [], dropped: 0, state: 'ended' };
}
