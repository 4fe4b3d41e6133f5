/** One remote address on a shared datagram socket. It has no end and no reset, and can't slow down its sender. */
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import { SocketError } from '../../core/socketError.ts';
import { owned } from '../owned.ts';
import type { Transport, TransportSink, WriteCallback } from './transport.ts';

export interface DatagramTransportOptions {
  /** Address of the remote, for errors. */
  readonly address: string;
  /** Hands one datagram to the shared socket. */
  send(datagram: Uint8Array, taken: WriteCallback): void;
  /** Returns why the system didn't take one. */
  failureOf(error: Error): SocketError;
}

export class DatagramTransport implements Transport {
  readonly isStream = false;
  readonly hasReset = false;
  readonly #options: DatagramTransportOptions;
  #sink: TransportSink | undefined;
  #isClosed = false;
  #deliver: (datagram: Uint8Array) => void = () => undefined;

  constructor(options: DatagramTransportOptions) {
    this.#options = options;
  }

  get isDestroyed(): boolean {
    return this.#isClosed;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  open(sink: TransportSink): void {
    this.#sink = sink;
    this.#deliver = owned(sink, 'datagramTransport.received', (datagram: Uint8Array) => sink.data(datagram));
  }

  /** Called when the shared socket has received a datagram from this remote. */
  received(datagram: Uint8Array): void {
    if (!this.#isClosed) this.#deliver(datagram);
  }

  write({ parts }: EncodedFrame, taken: WriteCallback): void {
    const [datagram = new Uint8Array()] = parts;
    this.#options.send(datagram, taken);
  }

  failureOf(error: Error): SocketError {
    return this.#options.failureOf(error);
  }

  end(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.#options.address });
  }

  reset(): void {
    throw new SocketError('NOT_A_STREAM', { address: this.#options.address });
  }

  close(): void {
    this.destroy();
  }

  /** The shared socket stays open. */
  destroy(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#sink?.closed();
  }

  pause(): void {
    // The system's buffer can't be held back for one remote.
  }

  resume(): void {
    // It was never paused.
  }

  configure(): void {
    // All options are those of the shared socket.
  }
}
