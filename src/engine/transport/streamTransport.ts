/** A connected stream socket: TCP, a Unix domain socket, or a Windows pipe (unverified). */
import type { Socket } from 'node:net';
import type { SocketOptions } from '../../core/endpointConfig.ts';
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import { SocketError } from '../../core/socketError.ts';
import { owned } from '../owned.ts';
import { readIntoSharedMemory } from './readMemory.ts';
import { SocketWriter } from './socketWriter.ts';
import type { Transport, TransportSink, WriteCallback } from './transport.ts';

export interface StreamTransportOptions {
  /** Address of the other side, for errors. */
  readonly address: string;
  /** Only TCP has a reset. */
  readonly hasReset: boolean;
}

export class StreamTransport implements Transport {
  readonly isStream = true;
  readonly hasReset: boolean;
  readonly #socket: Socket;
  readonly #address: string;
  #writer: SocketWriter | undefined;
  #error: Error | undefined;

  constructor(socket: Socket, { address, hasReset }: StreamTransportOptions) {
    this.#socket = socket;
    this.#address = address;
    this.hasReset = hasReset;
  }

  get isDestroyed(): boolean {
    return this.#socket.destroyed;
  }

  get isClosed(): boolean {
    return this.#socket.closed;
  }

  open(sink: TransportSink): void {
    this.#writer = new SocketWriter(this.#socket, sink);
    const received = owned(sink, 'streamTransport.data', (chunk: Uint8Array) => sink.data(chunk));
    readIntoSharedMemory(this.#socket, received);
    this.#socket.on('data', received);
    this.#socket.on(
      'end',
      owned(sink, 'streamTransport.end', () => sink.ended()),
    );
    this.#socket.on(
      'error',
      owned(sink, 'streamTransport.error', (error: Error) => {
        this.#error = error;
      }),
    );
    this.#socket.on(
      'close',
      owned(sink, 'streamTransport.close', () => sink.closed(this.#error)),
    );
  }

  write(wire: EncodedFrame, taken: WriteCallback): void {
    this.#opened.write(wire, taken);
  }

  /** Writes that were abandoned along with the connection aren't reported separately. */
  failureOf(error: NodeJS.ErrnoException): SocketError {
    if (error.code === 'ECANCELED' || error.code === 'ERR_STREAM_DESTROYED')
      return new SocketError('SEND_INTERRUPTED', { address: this.#address }, { cause: error });
    return SocketError.from(error, 'send', this.#address);
  }

  end(): void {
    this.#opened.afterwards(() => this.#socket.end());
  }

  close(): void {
    this.#opened.afterwards(() => this.#socket.destroySoon());
  }

  reset(): void {
    if (!this.hasReset) throw new SocketError('NO_RESET', { address: this.#address });
    // While our end of stream is being sent, Node never reports that a reset socket has closed.
    if (this.#socket.writableEnded && !this.#socket.writableFinished) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  configure({ noDelay = true, keepAliveMs = 0 }: SocketOptions): void {
    this.#socket.setNoDelay(noDelay);
    this.#socket.setKeepAlive(keepAliveMs > 0, keepAliveMs);
  }

  get #opened(): SocketWriter {
    if (this.#writer) return this.#writer;
    throw new Error('the transport hasn’t been opened');
  }
}
