/** A framing that may be the right one, and the messages that it gives. */
import type { Framing } from '../../endpointConfig.ts';

export interface FramingGuess {
  readonly framing: Framing;
  /** In bits: what the framing explains beyond lines and frames of a fixed size, minus what its description takes. */
  readonly score: number;
  /** Number of complete messages in the bytes that were looked at. */
  readonly messages: number;
  /** The first three, up to `shownBytes` of each. */
  readonly first: readonly GuessedMessage[];
  /** Whether it is so much better than anything else that it may be offered unasked. */
  readonly standsOut: boolean;
}

export interface GuessedMessage {
  readonly bytes: Uint8Array;
  readonly length: number;
}
