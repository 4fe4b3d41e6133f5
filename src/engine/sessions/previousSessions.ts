/** Takes over what earlier windows of a workspace left behind: endpoints with their transcripts. */
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endpointLabel } from '../../core/endpointLabel.ts';
import { hasOtherFormat } from '../transcript/segmentFiles.ts';
import { hasRecords, type RecordedEndpoint, readRecords } from './endpointRecord.ts';
import { type FoundSession, isHeld, otherSessions } from './sessionDirectory.ts';

export interface TakenSessions {
  /** By endpoint id, oldest first. */
  readonly records: [id: string, RecordedEndpoint][];
  /** Sessions of the workspace that other windows hold, possibly including one that is just closing. */
  readonly held: number;
  /** Endpoints that were left where they are, since another version of Portside recorded their transcripts. */
  readonly refused: { readonly id: string; readonly label: string }[];
}

interface Taken {
  readonly records: [id: string, RecordedEndpoint][];
  readonly refused: [id: string, RecordedEndpoint][];
}

/**
 * Moves the endpoints of all sessions of a workspace without a holder into the session `own`, one by one: whatever happens on the way, each
 * is in exactly one place, and if two windows ask at once, only one gets it.
 */
export async function takePreviousSessions(storage: string, own: string, workspace: string): Promise<TakenSessions> {
  const sessions = (await otherSessions(storage, own)).filter(({ window }) => window.workspace === workspace);
  const taken = await Promise.all(sessions.map(session => take(session, own)));
  const records = taken
    .flatMap(one => one?.records ?? [])
    .sort(([, one], [, other]) => one.createdMs - other.createdMs);
  const refused = taken.flatMap(one => one?.refused ?? []).map(([id, record]) => ({ id, label: labelOf(record) }));
  return { records, held: taken.filter(one => one === undefined).length, refused };
}

/** Undefined if a window holds it. What can't be read or moved stays where it is. */
async function take({ directory }: FoundSession, own: string): Promise<Taken | undefined> {
  if (await isHeld(directory)) return undefined;
  const records: Taken['records'] = [];
  const refused: Taken['refused'] = [];
  for (const one of await readRecords(directory)) {
    const [id] = one;
    if (await hasOtherFormat(join(directory, id))) {
      refused.push(one);
      continue;
    }
    const isMoved = await rename(join(directory, id), join(own, id)).then(
      () => true,
      () => false,
    );
    if (isMoved) records.push(one);
  }
  if (!(await hasRecords(directory))) await rm(directory, { recursive: true, force: true });
  return { records, refused };
}

/** A config written by another version may not be valid in this one. */
function labelOf(record: RecordedEndpoint): string {
  try {
    return endpointLabel(record);
  } catch {
    return String(record.address);
  }
}
