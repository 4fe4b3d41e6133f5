/** Limits that the transcripts of one window share, and parameters for writing them. */
import { maxTranscriptPeers } from '../../core/limits.ts';
import type { TranscriptBounds } from '../../core/transcriptEntry.ts';

export interface LogBounds extends TranscriptBounds {
  /** Number of bytes waiting for the disk above which writers are asked to pause. */
  readonly pendingBytes: number;
  /** Number of peers with entries, beyond which the oldest entries are removed. */
  readonly peers: number;
  /** Size at which a segment is complete. */
  readonly segmentBytes: number;
}

const MiB = 1024 * 1024;

export const defaultLogBounds: LogBounds = {
  memoryBytes: 64 * MiB,
  diskBytes: 2048 * MiB,
  rows: 20_000_000,
  peers: maxTranscriptPeers,
  pendingBytes: 32 * MiB,
  segmentBytes: 16 * MiB,
};
