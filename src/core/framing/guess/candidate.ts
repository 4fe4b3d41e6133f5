/** A framing that may be the right one, cut out of the sample. */
import type { Framing } from '../../endpointConfig.ts';

export interface Candidate {
  readonly framing: Framing;
  /** Offsets in the sample after each complete frame. */
  readonly ends: readonly number[];
  /** Score in bits: what it explains minus what it takes to describe it. */
  readonly score: number;
  /** Description in bits. Of framings that cut alike, the one with the shortest description is chosen. */
  readonly cost: number;
  /** Whether a score of this kind can be trusted without a look at the messages. */
  readonly mayBeOffered: boolean;
}
