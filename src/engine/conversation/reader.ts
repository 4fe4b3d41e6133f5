/** Turns what arrives into frames. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { Owner } from '../owned.ts';

/** Receives frames. As an owner, it ends the conversation. */
export interface ReaderSink extends Owner {
  /** `config` was in use when the frame was read. */
  deliver(frame: Frame, config: EndpointConfig): void;
  /** The config by which what is read now is treated. */
  readonly config: EndpointConfig;
  /** Frames are to wait until `deliverWaiting`. */
  readonly isBusy: boolean;
  /** Delivery paused to let others have a turn, and can continue. */
  rested(): void;
}

export interface Reader {
  /** Frames are waiting: nothing more should be read. */
  readonly isWaiting: boolean;
  read(chunk: Uint8Array): void;
  /** Delivers what waits, as long as the receiver isn't busy and the turn has work left. */
  deliverWaiting(): void;
  /** Acts when all frames that were read before are delivered: at once if none waits. */
  behind(act: () => void): void;
  /** The stream ended: acts when all that is left is delivered. */
  end(act: () => void): void;
  /** The connection is gone: as `end`, but without waiting for a receiver that is busy. Acts even if delivering fails. */
  finish(act: () => void): void;
  /**
   * Drops all frames that wait, and everything read from now on. `dropped` is called with the least number of bytes that they had, if any;
   * what was to be done behind them is done after it.
   */
  discard(dropped?: (bytes: number) => void): void;
  /** Reads with another framing from the next byte on. The beginning of a frame in the old one is delivered as it is. */
  change(framing: EndpointConfig['framing']): void;
  /** Changes the largest frame, including for one that has begun. */
  limitTo(maxFrameBytes: number): void;
}
