/** One open socket. It only moves bytes: layers above it frame, record and answer. */
import type { SocketOptions } from '../../core/endpointConfig.ts';
import type { EncodedFrame } from '../../core/framing/encodedFrame.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { Owner } from '../owned.ts';

/** Called once: when the kernel has the last byte, or with the cause of the failure, which `failureOf` converts. */
export type WriteCallback = (error?: Error | null) => void;

/** Receiver of everything that an open socket delivers. As an owner, it closes the socket. */
export interface TransportSink extends Owner {
  /** Called with bytes of a stream, or with one datagram. The next read may overwrite them: see `kept`. */
  data(chunk: Uint8Array): void;
  /** Called when the other side has ended its stream. */
  ended(): void;
  /** Called once, when nothing follows. `error` is the system's, if it has ended the connection. */
  closed(error?: Error): void;
}

export interface Transport {
  /** True if bytes flow without boundaries, and each direction has an end. Otherwise each write is a datagram. */
  readonly isStream: boolean;
  /** True if `reset` can end it. */
  readonly hasReset: boolean;
  /** True if it is closed or being closed: nothing can be written any more. */
  readonly isDestroyed: boolean;
  /** True if it has closed: `closed` of its sink has been called, or is being called. */
  readonly isClosed: boolean;
  /** Starts delivery. Called once. */
  open(sink: TransportSink): void;
  /**
   * Writes after everything written before. If it is destroyed meanwhile, `taken` may never be called; `closed` of its
   * sink is. How a stream's bytes are split into parts doesn't matter; datagrams have one part.
   */
  write(wire: EncodedFrame, taken: WriteCallback): void;
  /** Returns the error to report for the cause of a failed write. */
  failureOf(error: Error): SocketError;
  /** Ends our direction behind everything written before. @throws SocketError NOT_A_STREAM for datagrams. */
  end(): void;
  /** Closes it after everything written before. */
  close(): void;
  /** Aborts the connection (RST). @throws SocketError NO_RESET if there is none, NOT_A_STREAM for datagrams. */
  reset(): void;
  /** Closes it immediately. Bytes that the kernel hasn't taken are lost. */
  destroy(): void;
  /** Stops reading until `resume`. Datagrams can't be held back: they are lost when the system's buffer is full. */
  pause(): void;
  resume(): void;
  /** Applies options that an open socket can change. */
  configure(options: SocketOptions): void;
}
