/**
 * State of an endpoint, stored beside its transcript, so that the next window can offer it again and other windows can
 * find out which endpoint holds a port.
 */
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAddress } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerNames, Traffic } from '../../core/endpointSnapshot.ts';
import { maxPanelUnits, maxPeerNames, maxPeerNameUnits } from '../../core/limits.ts';
import { readJsonFile } from './readJsonFile.ts';
import { asideName, RecordFile, type StorageReport } from './recordFile.ts';

/** `suspended`: it was open until its window closed. `open` in a session without a holder: its window died. */
export type RecordedState = 'open' | 'suspended' | 'closed';

export interface RecordedEndpoint {
  readonly format: 'portside endpoint';
  readonly version: 1;
  /** ms since the epoch. Endpoints are listed in this order. */
  readonly createdMs: number;
  readonly config: EndpointConfig;
  /** Address as bound or connected. */
  readonly address: string;
  readonly state: RecordedState;
  /** State of its panel: the draft, the history, the view. Opaque to the engine. */
  readonly panel?: string;
  /** Counters at the time of writing. */
  readonly traffic?: Traffic;
  /** Number of entries in the transcript at the time of writing, including removed ones. */
  readonly entries?: number;
  /** Names that the user gave to peers. */
  readonly peerNames?: PeerNames;
}

const fileName = 'endpoint.json';

/** The record of one endpoint. */
export class EndpointRecord {
  readonly #file: RecordFile;
  readonly #createdMs: number;

  constructor(directory: string, createdMs: number, storage?: StorageReport) {
    this.#file = new RecordFile(recordPath(directory), storage);
    this.#createdMs = createdMs;
  }

  write(value: Omit<RecordedEndpoint, 'format' | 'version' | 'createdMs'>): void {
    const record: RecordedEndpoint = { format: 'portside endpoint', version: 1, createdMs: this.#createdMs, ...value };
    this.#file.write(() => JSON.stringify(record));
  }

  /** Resolves when the last record has been written. */
  settled(): Promise<void> {
    return this.#file.settled();
  }

  /** Stops writing; resolves when the last write is done. */
  end(): Promise<void> {
    return this.#file.end();
  }

  /**
   * Marks the endpoint as removed at `removedMs`: unless it is written again, later windows don't list it, and delete
   * it when it can no longer be restored. Rejects with the system's error on failure.
   */
  setAside(removedMs: number): Promise<void> {
    return this.#file.setAside(removedMs);
  }
}

/** Returns the records of a session by endpoint id, in the order in which they are listed. */
export async function readRecords(session: string): Promise<[id: string, RecordedEndpoint][]> {
  const records: [string, RecordedEndpoint][] = [];
  // One after the other, so that a session with very many endpoints doesn't exceed the limit on open files.
  for (const id of await endpointsIn(session)) {
    const record = await readRecord(recordPath(join(session, id)));
    if (record) records.push([id, record]);
  }
  return records.sort(([, one], [, other]) => one.createdMs - other.createdMs);
}

/**
 * Returns true if there is something to restore, including records that this version can't read and removed endpoints
 * (see `sweepExpired`).
 */
export async function hasRecords(session: string): Promise<boolean> {
  for (const id of await endpointsIn(session)) {
    const path = recordPath(join(session, id));
    if ((await isThere(path)) || (await isThere(asideName(path)))) return true;
  }
  return false;
}

export function recordPath(directory: string): string {
  return join(directory, fileName);
}

export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Returns the record in a file; undefined if the file is missing or isn't a valid record. */
export async function readRecord(path: string): Promise<RecordedEndpoint | undefined> {
  return recordedEndpoint(await readJsonFile(path));
}

/** Returns the ids of a session's endpoints: its folders, but no links, which may lead to other programs' files. */
export async function endpointsIn(session: string): Promise<string[]> {
  const entries = await readdir(session, { withFileTypes: true }).catch(() => [] /* it is gone */);
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}

/** Validates what `write` has written; undefined for anything else. The host checks whether the config is valid. */
function recordedEndpoint(value: unknown): RecordedEndpoint | undefined {
  const { format, version, createdMs, config, address, state, ...known } = (value ?? {}) as Partial<RecordedEndpoint>;
  if (format !== 'portside endpoint' || version !== 1) return undefined;
  if (typeof createdMs !== 'number' || typeof address !== 'string' || typeof config?.address !== 'string')
    return undefined;
  if (state !== 'open' && state !== 'suspended' && state !== 'closed') return undefined;
  const { panel, traffic, entries } = known;
  const peerNames = recordedNames(known.peerNames);
  return {
    // An address recorded by a later version may not be valid in this one, but the config's may be.
    ...{ format, version, createdMs, config, address: isAddress(address) ? address : config.address, state },
    ...(typeof panel === 'string' && panel.length <= maxPanelUnits && { panel }),
    ...(traffic && isTraffic(traffic) && { traffic }),
    ...(isCount(entries) && { entries }),
    ...(peerNames && { peerNames }),
  };
}

function isAddress(text: string): boolean {
  try {
    parseAddress(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns the names if all are valid, at most as many as an endpoint can have, since each snapshot contains them. */
function recordedNames(names: unknown): PeerNames | undefined {
  if (typeof names !== 'object' || names === null || Array.isArray(names)) return undefined;
  const all = Object.entries(names).slice(-maxPeerNames);
  return all.every(([, name]) => typeof name === 'string' && name.length <= maxPeerNameUnits)
    ? Object.fromEntries(all)
    : undefined;
}

function isTraffic({ bytesIn, bytesOut, framesIn, framesOut }: Traffic): boolean {
  return [bytesIn, bytesOut, framesIn, framesOut].every(isCount);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
