/** Reads datagrams: each is a frame, delivered at once. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Reader, ReaderSink } from './reader.ts';

export class DatagramReader implements Reader {
  readonly isWaiting = false;
  readonly #sink: Pick<ReaderSink, 'deliver' | 'config'>;

  constructor(sink: Pick<ReaderSink, 'deliver' | 'config'>) {
    this.#sink = sink;
  }

  read(datagram: Uint8Array): void {
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

  limitTo(): void {
    // The system limits datagrams.
  }
}
