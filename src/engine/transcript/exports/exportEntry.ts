/** An entry as exports see it. */
import type { Direction, Origin, TranscriptEvent } from '../../../core/transcriptEntry.ts';

export interface ExportEntry {
  readonly seq: number;
  /** ms since the epoch. */
  readonly time: number;
  readonly direction: Direction;
  readonly peer?: { readonly id: string; readonly address: string };
  /** Of outgoing frames. */
  readonly origin?: Origin;
  /** The whole frame; empty for events. */
  readonly bytes: Uint8Array;
  /** The frame in the endpoint's encoding, as `decodeTextPieces` gives it. */
  readonly text: Iterable<string>;
  readonly event?: TranscriptEvent;
}

/** What an entry becomes in the file, in pieces of moderate size; nothing for entries that the format leaves out. */
export type ExportFormatter = (entry: ExportEntry) => Iterable<string | Uint8Array>;
