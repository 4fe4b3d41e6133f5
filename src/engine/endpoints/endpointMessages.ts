/** The conversations of an endpoint that are open, and the streams of messages that callers take from them. */
import type { EndpointState } from '../../core/endpointSnapshot.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { Layer } from '../conversation/layer.ts';
import { type FannedConversation, MessageFan } from './messageFan.ts';
import { MessageStream } from './messageStream.ts';

export class EndpointMessages {
  readonly #noPeer: (peer: string) => SocketError;
  readonly #open = new Set<MessageFan>();
  readonly #streams = new Set<MessageStream>();
  #state: EndpointState = 'closed';

  /** `noPeer` creates the error for a peer that isn't open. */
  constructor(noPeer: (peer: string) => SocketError) {
    this.#noPeer = noPeer;
  }

  /** Keeps a conversation in the set from when it is opened until everything it received was delivered. */
  layer(conversation: FannedConversation): Layer {
    const fan = new MessageFan(conversation);
    return {
      opened: () => {
        this.#open.add(fan);
        for (const stream of this.#streams) stream.opened(fan);
      },
      borrowsFrames: true,
      frame: (frame, config) => fan.frame(frame, config),
      get isBusy() {
        return fan.isBusy;
      },
      closed: () => {
        this.#open.delete(fan);
        fan.closed();
        for (const stream of this.#streams) stream.closed(fan);
      },
    };
  }

  /** Streams what is received from now on: in all conversations, or in the one with a peer. @throws SocketError NO_PEER. */
  open(peer: string | undefined): MessageStream {
    const fans = [...this.#open].filter(({ id }) => peer === undefined || id === peer);
    if (peer !== undefined && fans.length === 0) throw this.#noPeer(peer);
    const stream = new MessageStream({
      peer,
      isClosed: () => this.#isClosed,
      ended: () => this.#streams.delete(stream),
    });
    this.#streams.add(stream);
    for (const fan of fans) stream.opened(fan);
    return stream;
  }

  /** The endpoint may have another state. */
  endpointIs(state: EndpointState): void {
    this.#state = state;
    if (this.#isClosed) for (const stream of this.#streams) stream.woken();
  }

  /** Ends all streams: the endpoint is removed, or its window closes. */
  end(): void {
    for (const stream of [...this.#streams]) stream.end();
  }

  /** Nothing is received before it is opened again. */
  get #isClosed(): boolean {
    return (this.#state === 'closed' || this.#state === 'failed') && this.#open.size === 0;
  }
}
