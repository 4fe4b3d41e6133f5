/** Turns received bytes into frames. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { Owner } from '../owned.ts';

/** Receives frames. As an owner, it ends the conversation. */
export interface ReaderSink extends Owner {
  /** `config` was in use when the frame was read. */
  deliver(frame: Frame, config: EndpointConfig): void;
  /** The config that applies to bytes read now. */
  readonly config: EndpointConfig;
  /** True while frames must wait, until `deliverWaiting`. */
  readonly isBusy: boolean;
  /** Called when delivery, paused to give others a turn, can continue. */
  rested(): void;
}

export interface Reader {
  /** True while frames wait: nothing more should be read. */
  readonly isWaiting: boolean;
  /**
   * Position at or before the last byte of the frame delivered last: the beginning of the slice that completed it, or
   * the number of earlier datagrams. All earlier frames end before that, except one that ended with a pause.
   */
  readonly deliveredFrom: number;
  read(chunk: Uint8Array): void;
  /** Delivers what waits while the receiver isn't busy and the turn's budget lasts. */
  deliverWaiting(): void;
  /** Calls `act` when all frames read before are delivered, immediately if none waits. */
  behind(act: () => void): void;
  /** Ends the stream: calls `act` when everything left is delivered. */
  end(act: () => void): void;
  /** Like `end`, for a connection that is gone: ignores a busy receiver, and calls `act` even if delivering fails. */
  finish(act: () => void): void;
  /**
   * Drops all waiting frames and everything read from now on. Calls `dropped` with the minimum number of bytes that
   * they had, if any, and then the functions queued behind them.
   */
  discard(dropped?: (bytes: number) => void): void;
  /** Changes the framing from the next byte on. An unfinished frame of the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void;
  /**
   * Changes the framing right behind the frame delivered last, if `trace` was on when it was read and it has no flaw;
   * otherwise behind the frames read with it.
   */
  reframe(framing: EndpointConfig['framing']): void;
  /** Whether `reframe` may be called from now on. */
  trace(traces: boolean): void;
  /** Changes the maximum frame size, also for a frame that has begun. */
  limitTo(maxFrameBytes: number): void;
}
