/** Takes over what earlier windows of a workspace left behind: endpoints with their transcripts. */
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { labelInSentence } from '../../core/endpointLabel.ts';
import { hasOtherFormat } from '../transcript/segmentFiles.ts';
import { hasRecords, type RecordedEndpoint, readRecords } from './endpointRecord.ts';
import { type RemovedRecord, readRemoved, sweepExpired } from './removedRecords.ts';
import { type FoundSession, isSessionHeld, otherSessions } from './sessionDirectory.ts';

export interface TakenSessions {
  /** Records by endpoint id, oldest first. */
  readonly records: [id: string, RecordedEndpoint][];
  /** Endpoints that were removed and can still be restored, oldest first. */
  readonly removed: RemovedRecord[];
  /** Sessions of the workspace that other windows hold, possibly including one that is just closing. */
  readonly held: number;
  /** Endpoints that weren't moved, since another version of Portside recorded their transcripts. */
  readonly refused: { readonly id: string; readonly label: string }[];
}

interface TakenEndpoints {
  readonly records: [id: string, RecordedEndpoint][];
  readonly removed: RemovedRecord[];
  readonly refused: [id: string, RecordedEndpoint][];
}

/**
 * Moves the endpoints of all sessions of a workspace without a holder into the session `own`, one by one: each is in
 * exactly one place at any time, and if two windows do this concurrently, only one gets it.
 */
export async function takePreviousSessions(storage: string, own: string, workspace: string): Promise<TakenSessions> {
  const sessions = (await otherSessions(storage, own)).filter(({ window }) => window.workspace === workspace);
  const taken = await Promise.all(sessions.map(session => take(session, own)));
  const records = taken.flatMap(one => one?.records ?? []).sort(byAge);
  const removed = taken.flatMap(one => one?.removed ?? []).sort(byAge);
  const refused = taken.flatMap(one => one?.refused ?? []).map(([id, record]) => ({ id, label: labelOf(record) }));
  return { records, removed, held: taken.filter(one => one === undefined).length, refused };
}

/**
 * Moves the endpoints of one session; those that can't be read or moved stay where they are. Returns undefined if a
 * window holds the session.
 */
async function take({ directory }: FoundSession, own: string): Promise<TakenEndpoints | undefined> {
  if (await isSessionHeld(directory)) return undefined;
  await sweepExpired(directory);
  const { moved: records, refused } = await moveAll(await readRecords(directory), directory, own);
  const { moved: removed } = await moveAll(await readRemoved(directory), directory, own);
  if (!(await hasRecords(directory))) await rm(directory, { recursive: true, force: true });
  return { records, removed, refused };
}

async function moveAll<T extends AnyRecord>(
  found: readonly T[],
  from: string,
  to: string,
): Promise<{ moved: T[]; refused: T[] }> {
  const moved: T[] = [];
  const refused: T[] = [];
  for (const one of found) {
    const [id] = one;
    if (await hasOtherFormat(join(from, id))) refused.push(one);
    else if (await isMoved(join(from, id), join(to, id))) moved.push(one);
  }
  return { moved, refused };
}

type AnyRecord = readonly [id: string, record: RecordedEndpoint, ...unknown[]];

function byAge([, one]: AnyRecord, [, other]: AnyRecord): number {
  return one.createdMs - other.createdMs;
}

function isMoved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

/** Returns the label of an endpoint, or its address if a config from another version isn't valid in this one. */
function labelOf(record: RecordedEndpoint): string {
  try {
    return String(labelInSentence(record));
  } catch {
    return record.address;
  }
}
