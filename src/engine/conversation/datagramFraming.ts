/** The framing of datagrams: each is one frame. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { encodedFrame } from '../../core/framing/encodedFrame.ts';
import type { FrameEncoder } from '../../core/framing/framing.ts';
import { SocketError } from '../../core/socketError.ts';
import { maxDatagramBytes } from '../../core/transfer/datagramPace.ts';
import type { Reader, ReaderSink } from './reader.ts';

/** Delivers each datagram at once. */
export class DatagramReader implements Reader {
  readonly isWaiting = false;
  #deliveredFrom = -1;
  readonly #sink: Pick<ReaderSink, 'deliver' | 'config'>;

  constructor(sink: Pick<ReaderSink, 'deliver' | 'config'>) {
    this.#sink = sink;
  }

  get deliveredFrom(): number {
    return this.#deliveredFrom;
  }

  read(datagram: Uint8Array): void {
    this.#deliveredFrom++;
    this.#sink.deliver({ bytes: datagram }, this.#sink.config);
  }

  deliverWaiting(): void {
    // Nothing waits: datagrams can't be held back.
  }

  behind(act: () => void): void {
    act();
  }

  end(act: () => void): void {
    act();
  }

  finish(act: () => void): void {
    act();
  }

  discard(): void {
    // Nothing waits, and the socket is about to close.
  }

  change(_framing: EndpointConfig['framing']): void {
    // Datagrams have their own boundaries.
  }

  reframe(): void {
    // As above.
  }

  trace(): void {
    // As above.
  }

  limitTo(): void {
    // The system limits datagrams.
  }
}

/** Encodes frames as datagrams: each is sent as it is. */
export const datagramEncoder: FrameEncoder = {
  /** @throws SocketError DATAGRAM_TOO_LARGE. */
  encode: frame => {
    if (frame.length > maxDatagramBytes)
      throw new SocketError('DATAGRAM_TOO_LARGE', { bytes: frame.length, maxBytes: maxDatagramBytes });
    return encodedFrame([frame]);
  },
};
