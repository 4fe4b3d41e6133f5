/** An entry as passed to the export formats. */
import type { Direction, Origin, TranscriptEvent } from '../../../core/transcriptEntry.ts';

export interface ExportEntry {
  readonly seq: number;
  /** ms since the epoch. */
  readonly time: number;
  readonly direction: Direction;
  readonly peer?: { readonly id: string; readonly address: string };
  /** Set for outgoing frames. */
  readonly origin?: Origin;
  /** The whole frame; empty for events. */
  readonly bytes: Uint8Array;
  /** The frame as text in the endpoint's encoding, as returned by `decodeTextPieces`. */
  readonly text: Iterable<string>;
  readonly event?: TranscriptEvent;
}

/** Yields the output for an entry in pieces of moderate size; nothing for entries that the format omits. */
export type ExportFormatter = (entry: ExportEntry) => Iterable<string | Uint8Array>;
