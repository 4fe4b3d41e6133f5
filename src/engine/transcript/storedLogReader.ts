/** Calls that report what is read from a stored log, so that the walk doesn't depend on the index that it fills. */
import type { EntryHeader, PeerName } from './logRecord.ts';
import type { LogPosition } from './transcriptLog.ts';

/** Methods that are called for everything found, in order. */
export interface StoredLogReader {
  /** Called with the number of the first available entry. */
  start(firstSeq: number): void;
  /** Called with the entry at which the transcript begins after a clear. Not called if no head can be read. */
  cleared(before: number): void;
  /** Called before all others if the transcript was also cleared at a later entry, which can be undone. */
  clearsFollow(): void;
  peer(number: number, name: PeerName): void;
  entry(header: EntryHeader, position: LogPosition): void;
  /** Called when `rows` entries from `seq` on can't be read. `time` is that of an adjacent entry. */
  lost(seq: number, rows: number, time: number): void;
  /** Called when there are more entries than may be kept: those before `firstSeq` are dropped. */
  dropped(firstSeq: number): void;
  /** Called after each segment with the number of segments that have been read. */
  segmentRead?(count: number, total: number): void;
}
