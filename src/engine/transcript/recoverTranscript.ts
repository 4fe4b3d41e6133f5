/** Reads a transcript's log that another worker left into the index. */
import type { LogBudget } from './logBudget.ts';
import { maxStoredNumber } from './possibleRecord.ts';
import { readingProgress } from './readingProgress.ts';
import { StoredCarries } from './storedCarries.ts';
import { readStoredLog, type StoredLog } from './storedLog.ts';
import type { StoredLogReader } from './storedLogReader.ts';
import { StoredPeers } from './storedPeers.ts';
import type { TranscriptIndex } from './transcriptIndex.ts';

export interface RecoveredTranscript {
  readonly stored: StoredLog;
  /** Peers and traffic of the stored log. */
  readonly peers: StoredPeers;
}

export interface RecoveringParts {
  readonly directory: string;
  readonly index: TranscriptIndex;
  readonly budget: LogBudget;
  /** Called with the percentage that has been read, at most four times a second. */
  readonly onRead?: ((percent: number) => void) | undefined;
}

/** Reads the log. `entries` is the minimum number of entries there were. */
export async function recoverTranscript(
  { directory, index, budget, onRead }: RecoveringParts,
  entries: number | undefined,
): Promise<RecoveredTranscript> {
  const peers = new StoredPeers();
  const carries = new StoredCarries((seq, bytes, encoding) => index.carryOut(seq, bytes, encoding));
  const reader: StoredLogReader = {
    start: firstSeq => index.begin(firstSeq),
    cleared: before => index.clears.begin(before),
    clearsFollow: () => index.clears.hideAll(),
    peer: (number, { id, address }) => index.name({ number, id, address }),
    entry: (header, { segment, offset }) => {
      const peer = header.peer === 0 ? undefined : index.peerOrNumber(header.peer);
      const seq = index.append(header, peer, segment, offset);
      peers.entry(header, peer);
      carries.entry({ ...header, seq });
    },
    lost: (seq, rows, time) => {
      index.appendLost(seq, rows, time);
      carries.forget();
    },
    dropped: firstSeq => index.forgetBefore(firstSeq),
    ...(onRead && { segmentRead: readingProgress(onRead) }),
  };
  const limits = { entries: isCount(entries) ? entries : 0, maxRows: budget.bounds.rows };
  const stored = await readStoredLog(directory, reader, limits);
  index.restoreClears(stored.clears);
  return { stored, peers };
}

/** Returns true for numbers that the index supports, since a file may contain anything. */
function isCount(entries: number | undefined): entries is number {
  return Number.isSafeInteger(entries) && (entries ?? -1) >= 0 && (entries ?? 0) <= maxStoredNumber;
}
