/** Receives what is found in a stored log, so that the walk knows nothing of the index that it fills. */
import type { PeerName, RecordHeader } from './logRecord.ts';
import type { LogPosition } from './transcriptLog.ts';

/** Called for everything that is found, in order. */
export interface StoredLogReader {
  /** Number of the first available entry. */
  start(firstSeq: number): void;
  /** Where the transcript begins, because it was cleared there. Not called if no head can be read. */
  cleared(before: number): void;
  /** The transcript was also cleared further on, which can be undone. Called before all others. */
  clearsFollow(): void;
  peer(number: number, name: PeerName): void;
  entry(header: RecordHeader & { kind: 'in' | 'out' | 'event' }, position: LogPosition): void;
  /** This many entries from `seq` on can't be read. `time` is that of an adjacent entry. */
  lost(seq: number, rows: number, time: number): void;
  /** There are more entries than may be kept: those before this one go. */
  dropped(firstSeq: number): void;
}
