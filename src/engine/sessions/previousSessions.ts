/** Takes over what earlier windows of a workspace left: endpoints with their transcripts. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordedEndpoint, readRecords } from './endpointRecord.ts';
import { type FoundSession, isHeld, otherSessions } from './sessionDirectory.ts';

export interface TakenSessions {
  /** By the endpoints' ids, the oldest first. */
  readonly records: [id: string, RecordedEndpoint][];
  /** Sessions of the workspace that other windows hold, maybe one that is just closing. */
  readonly held: number;
}

/**
 * Moves the endpoints of all sessions of a workspace that nobody holds into the session `own`. Of two windows that ask at once each
 * gets whole sessions.
 */
export async function takePreviousSessions(storage: string, own: string, workspace: string): Promise<TakenSessions> {
  const sessions = (await otherSessions(storage, own)).filter(({ window }) => window.workspace === workspace);
  const taken = await Promise.all(sessions.map(session => take(session, own)));
  const records = taken.flatMap(one => one ?? []).sort(([, one], [, other]) => one.createdMs - other.createdMs);
  return { records, held: taken.filter(one => one === undefined).length };
}

/** Nothing when a window holds it. */
async function take({ directory }: FoundSession, own: string): Promise<[string, RecordedEndpoint][] | undefined> {
  if (await isHeld(directory)) return undefined;
  const taken = join(own, 'taken', directory.slice(-36));
  await mkdir(join(own, 'taken'), { recursive: true });
  try {
    await rename(directory, taken);
  } catch {
    // Another window was faster, or sweeps it.
    return [];
  }
  const found = await readRecords(taken);
  for (const [id] of found) await rename(join(taken, id), join(own, id));
  await rm(taken, { recursive: true, force: true });
  return found;
}
