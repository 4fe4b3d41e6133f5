/** Calls that guess the framing of what a peer sent, and cut what was recorded with it. */
import type { Framing } from '../endpointConfig.ts';
import type { EndpointSnapshot } from '../endpointSnapshot.ts';
import type { FramingGuess } from '../framing/guess/framingGuess.ts';

export interface FramingCalls {
  /**
   * Guesses the framing of the first MiB that a peer sent with the framing in use; without a peer, of the one that sent
   * something last. `call` identifies the call in `cancel`; rejects with CANCELLED after that, and with a TextError if
   * the bytes were cut by another framing.
   */
  guessFraming(call: string, id: string, peer?: string): Promise<GuessedFraming>;
  /**
   * Copies what was recorded of a peer to the empty transcript of another endpoint that isn't open, cutting what it
   * received with a framing. Entries keep their times. Rejects with CANCELLED after `cancel`; what was copied stays.
   */
  recut(call: string, id: string, peer: string, framing: Framing, into: string): Promise<EndpointSnapshot>;
}

export interface GuessedFraming {
  /** Undefined if nothing was received. */
  readonly peer?: { readonly id: string; readonly address: string };
  /** Number of bytes that were looked at. */
  readonly bytes: number;
  /** Best first. */
  readonly guesses: readonly FramingGuess[];
}
