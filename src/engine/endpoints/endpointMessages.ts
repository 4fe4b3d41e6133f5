/** Open conversations of an endpoint, and the message streams that callers take from them. */
import type { EndpointState } from '../../core/endpointSnapshot.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { Layer } from '../conversation/layer.ts';
import { MessageStream, type StreamedConversation } from './messageStream.ts';

export class EndpointMessages {
  readonly #noPeer: (peer: string) => SocketError;
  readonly #open = new Set<StreamedConversation>();
  readonly #streams = new Set<MessageStream>();
  #state: EndpointState = 'closed';

  /** `noPeer` creates the error for a peer that isn't open. */
  constructor(noPeer: (peer: string) => SocketError) {
    this.#noPeer = noPeer;
  }

  /** Keeps a conversation in the set from when it is opened until everything it received was delivered. */
  layer(conversation: StreamedConversation): Layer {
    return {
      opened: () => {
        this.#open.add(conversation);
        for (const stream of this.#streams) stream.opened(conversation);
      },
      closed: () => {
        this.#open.delete(conversation);
        for (const stream of this.#streams) stream.closed(conversation);
      },
    };
  }

  /**
   * Opens a stream of the messages received from now on, in all conversations or in the one with a peer.
   * @throws SocketError NO_PEER.
   */
  open(peer: string | undefined): MessageStream {
    const conversations = [...this.#open].filter(({ id }) => peer === undefined || id === peer);
    if (peer !== undefined && conversations.length === 0) throw this.#noPeer(peer);
    const stream = new MessageStream({
      peer,
      isClosed: () => this.#isClosed,
      ended: () => this.#streams.delete(stream),
    });
    this.#streams.add(stream);
    for (const conversation of conversations) stream.opened(conversation);
    return stream;
  }

  /** Sets the endpoint's state. */
  endpointIs(state: EndpointState): void {
    this.#state = state;
    if (this.#isClosed) for (const stream of this.#streams) stream.woken();
  }

  /** Ends all streams, since the endpoint is removed or its window closes. */
  end(): void {
    for (const stream of [...this.#streams]) stream.end();
  }

  /** True if nothing is received before the endpoint is opened again. */
  get #isClosed(): boolean {
    return (this.#state === 'closed' || this.#state === 'failed') && this.#open.size === 0;
  }
}
