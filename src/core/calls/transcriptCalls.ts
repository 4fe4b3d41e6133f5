/** Calls that read, filter, clear and export transcripts. */
import type { EndpointSnapshot } from '../endpointSnapshot.ts';
import type { ExportFormat } from '../exportFormat.ts';
import type { Translations } from '../phrase.ts';
import type {
  EntryData,
  Located,
  Row,
  TranscriptBounds,
  ViewFilter,
  ViewPlace,
  ViewState,
} from '../transcriptEntry.ts';

export interface TranscriptCalls {
  /** Returns at most 1,000 entries; `from` below 0 counts from the end. */
  entries(id: string, from: number, count: number): Promise<EntryData[]>;
  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array>;
  /**
   * Removes all entries. `isUndoable` keeps them for `undoClear`, also in the next window, until `forgetClear` or until
   * the time for that is over; if absent, earlier clears can't be undone any more, either.
   */
  clearTranscript(id: string, isUndoable?: boolean): Promise<EndpointSnapshot>;
  /** Restores what the last clear hid. Rejects with a RangeError if no clear can be undone. */
  undoClear(id: string): Promise<EndpointSnapshot>;
  /**
   * Forgets the entries that clears up to a time (ms since the epoch) keep, even for an endpoint that was set aside. Resolves with
   * undefined if the endpoint isn't listed.
   */
  forgetClear(id: string, sinceMs: number): Promise<EndpointSnapshot | undefined>;

  /** Rejects with a TextError for an invalid search. */
  openView(id: string, filter: ViewFilter): Promise<{ view: number; state: ViewState }>;
  /**
   * Returns at most 1,000 rows, each with up to `frameBytes` bytes of its frame, or none if that is absent. Rejects
   * with NO_VIEW for a closed view, as `locate` does.
   */
  rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView>;
  /** Returns undefined if the position doesn't exist (yet). */
  locate(view: number, place: ViewPlace): Promise<Located | undefined>;
  closeView(view: number): Promise<void>;

  /**
   * Writes the entries that the filter accepts to a file. `call` identifies the call in `progress` and `cancel`;
   * rejects with CANCELLED after the latter.
   */
  exportTranscript(call: string, id: string, options: ExportOptions): Promise<Exported>;
  cancel(call: string): Promise<void>;
  /** Sets the limits that all transcripts share. The oldest entries beyond them are dropped. */
  setBounds(bounds: TranscriptBounds): Promise<void>;
}

/** Rows of a view, and the view's state when they were read. */
export interface RowsOfView extends ViewState {
  /** Position of the first row: rows before it may have been dropped. */
  readonly from: number;
  readonly rows: Row[];
  /** Positions of rows returned earlier that now show fewer bytes: a later row shows their last character whole. */
  readonly revised: number[];
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Written under another name first, so that an existing file is replaced only once the export is complete. */
  readonly path: string;
  readonly filter: ViewFilter;
  /** VS Code's translations for the sentences of events. Absent in English. */
  readonly translations?: Translations;
}

export interface Exported {
  readonly entries: number;
  readonly bytes: number;
}
