/**
 * Reads a log left behind by another worker. Damage costs only what it affects: a damaged body its row, a damaged
 * header the rest of its segment, a missing or unreadable file its rows. The number of lost rows follows from the
 * numbers of later ones.
 */
import { logFromEngine } from '../engineLog.ts';
import { LogWalk, type WalkEnd } from './logWalk.ts';
import { deleteFiles, storedSegments } from './segmentFiles.ts';
import type { StoredLogReader } from './storedLogReader.ts';
import { readSegment } from './storedSegment.ts';
import type { AdoptedFiles } from './transcriptLog.ts';

export interface StoredLogLimits {
  /** Minimum number of entries there were, including removed ones. */
  readonly entries: number;
  /** Maximum number of entries to keep. The oldest segments are deleted before more are read. */
  readonly maxRows: number;
}

export type StoredLog = AdoptedFiles & Pick<WalkEnd, 'isCut' | 'clears'>;

/**
 * Reads a log; the result is empty if nothing can be read. Damaged files stay unchanged, and entries that were cleared
 * too long ago are deleted.
 */
export async function readStoredLog(
  directory: string,
  reader: StoredLogReader,
  { entries, maxRows }: StoredLogLimits,
): Promise<StoredLog> {
  const stored = await storedSegments(directory);
  await deleteFiles(stored.expired);
  if (stored.segments.some(({ clearedMs }) => clearedMs !== undefined)) reader.clearsFollow();
  const walk = new LogWalk(stored, reader);
  for (const [at, segment] of stored.segments.entries()) {
    walk.segment(segment);
    for await (const batch of readSegment(segment.path)) for (const found of batch) walk.found(found);
    await deleteFiles(walk.drop(maxRows));
    reader.segmentRead?.(at + 1, stored.segments.length);
  }
  const { isCut, rowsLost, clears } = walk.end(entries);
  await deleteFiles(walk.dropUnknown());
  if (isCut || rowsLost > 0) logFromEngine('warn', 'transcriptDamaged', { rows: rowsLost });
  return { files: stored.files, firstNumber: walk.firstNumber, segments: await walk.segments(), isCut, clears };
}
