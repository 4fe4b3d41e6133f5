/** What an endpoint is, kept beside its transcript, so that the next window can offer it again and others learn who has its port. */
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerNames, Traffic } from '../../core/endpointSnapshot.ts';
import { isDeeper } from '../../core/unknownKeys.ts';
import { RecordFile, type StorageReport } from './recordFile.ts';

/** `suspended`: it was open when its window closed it and itself. `open` in a session that nobody holds: its window died. */
export type RecordedState = 'open' | 'suspended' | 'closed';

export interface RecordedEndpoint {
  readonly format: 'portside endpoint';
  readonly version: 1;
  /** ms since the epoch: the order in which endpoints are listed. */
  readonly createdMs: number;
  readonly config: EndpointConfig;
  /** As bound or connected. */
  readonly address: string;
  readonly state: RecordedState;
  /** What its panel keeps: the draft, the history, how it shows. Opaque here. */
  readonly panel?: string;
  /** Counters when this was written. */
  readonly traffic?: Traffic;
  /** Entries of the transcript when this was written, those that are gone included. */
  readonly entries?: number;
  /** The names that the user gave peers. */
  readonly peerNames?: PeerNames;
}

const fileName = 'endpoint.json';
/** More than a config may have, which is one level below. */
const maxLevels = 200;

/** The record of one endpoint. */
export class EndpointRecord {
  readonly #file: RecordFile;
  readonly #createdMs: number;

  constructor(directory: string, createdMs: number, storage?: StorageReport) {
    this.#file = new RecordFile(join(directory, fileName), storage);
    this.#createdMs = createdMs;
  }

  write(value: Omit<RecordedEndpoint, 'format' | 'version' | 'createdMs'>): void {
    const record: RecordedEndpoint = { format: 'portside endpoint', version: 1, createdMs: this.#createdMs, ...value };
    this.#file.write(() => JSON.stringify(record));
  }

  /** Resolves when the last one is written. */
  settled(): Promise<void> {
    return this.#file.settled();
  }

  /** Writes nothing any more; resolves when the last one is written. */
  end(): Promise<void> {
    return this.#file.end();
  }

  /** No later window lists the endpoint until it is written again. Rejects with the system's error when it can't. */
  setAside(): Promise<void> {
    return this.#file.setAside();
  }
}

/** The records of a session by the endpoints' ids, in the order in which they are listed. */
export async function readRecords(session: string): Promise<[id: string, RecordedEndpoint][]> {
  const ids = await readdir(session).catch(() => [] /* it is gone */);
  const found = await Promise.all(
    ids.map(async (id): Promise<[string, RecordedEndpoint][]> => {
      const record = await readRecord(join(session, id));
      return record ? [[id, record]] : [];
    }),
  );
  return found.flat().sort(([, one], [, other]) => one.createdMs - other.createdMs);
}

/** Whether there is something to come back for, also when this version can't read it. */
export async function hasRecords(session: string): Promise<boolean> {
  const ids = await readdir(session).catch(() => [] /* it is gone */);
  const found = await Promise.all(
    ids.map(id =>
      access(join(session, id, fileName)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** Nothing where there is none, and for what a stranger wrote. */
async function readRecord(directory: string): Promise<RecordedEndpoint | undefined> {
  try {
    const value = JSON.parse(await readFile(join(directory, fileName), 'utf8'));
    const isOurs = value?.format === 'portside endpoint' && value.version === 1;
    // All records go to the window in one message.
    return isOurs && !isDeeper(value, maxLevels) ? value : undefined;
  } catch {
    return undefined;
  }
}
