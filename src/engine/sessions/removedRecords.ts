/** Removed endpoints, which can be restored for a while, also by the next window. Their records are set aside. */
import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isUndoable } from '../../core/undoableMs.ts';
import { deleteExpired } from '../transcript/segmentFiles.ts';
import { endpointsIn, isThere, type RecordedEndpoint, readRecord, recordPath } from './endpointRecord.ts';
import { asideName } from './recordFile.ts';

/** `removedMs` is equal for endpoints that were removed together. */
export type RemovedRecord = [id: string, record: RecordedEndpoint, removedMs: number];

/** Returns the removed endpoints of a session, oldest first. */
export async function readRemoved(session: string): Promise<RemovedRecord[]> {
  const removed: RemovedRecord[] = [];
  for (const id of await endpointsIn(session)) {
    const directory = join(session, id);
    const removedMs = await removalOf(directory);
    const record = removedMs !== undefined && (await readRecord(asideName(recordPath(directory))));
    if (record) removed.push([id, record, removedMs]);
  }
  return removed.sort(([, one], [, other]) => one.createdMs - other.createdMs);
}

/** Deletes the removed endpoints of a session that can no longer be restored. Failures are left to the next run. */
export async function sweepRemoved(session: string, now = Date.now()): Promise<void> {
  for (const id of await endpointsIn(session)) {
    const directory = join(session, id);
    const removedMs = await removalOf(directory);
    if (removedMs !== undefined && !isUndoable(removedMs, now))
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Returns the time when an endpoint was removed, in ms since the epoch; undefined if it wasn't. */
async function removalOf(directory: string): Promise<number | undefined> {
  const path = recordPath(directory);
  if (await isThere(path)) return undefined;
  const aside = await lstat(asideName(path)).catch(() => undefined /* nothing is set aside here */);
  return aside && Math.round(aside.mtimeMs);
}

/** Deletes everything that can no longer be restored in a session that no window holds: removed endpoints and cleared entries. */
export async function sweepExpired(session: string, now = Date.now()): Promise<void> {
  await sweepRemoved(session, now);
  for (const id of await endpointsIn(session)) await deleteExpired(join(session, id), now);
}
