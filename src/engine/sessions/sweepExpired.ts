/** Deletes data that a closed window kept for an undo once the undo has expired. */
import { join } from 'node:path';
import { deleteExpired } from '../transcript/segmentFiles.ts';
import { endpointsIn } from './endpointRecord.ts';
import { sweepRemoved } from './removedRecords.ts';

/** Deletes everything that can no longer be restored in a session that no window holds: removed endpoints and cleared entries. */
export async function sweepExpired(session: string, now = Date.now()): Promise<void> {
  await sweepRemoved(session, now);
  for (const id of await endpointsIn(session)) await deleteExpired(join(session, id), now);
}
