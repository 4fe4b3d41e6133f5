/** The end of every undo that outlives its window: nothing else deletes what a window that isn't running any more kept. */
import { join } from 'node:path';
import { deleteExpired } from '../transcript/segmentFiles.ts';
import { endpointsIn } from './endpointRecord.ts';
import { sweepRemoved } from './removedRecords.ts';

/** Deletes what can't be restored any more in a session that no window holds: removed endpoints, and what was cleared from transcripts. */
export async function sweepExpired(session: string, now = Date.now()): Promise<void> {
  await sweepRemoved(session, now);
  for (const id of await endpointsIn(session)) await deleteExpired(join(session, id), now);
}
