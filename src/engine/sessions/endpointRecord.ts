/**
 * State of an endpoint, stored beside its transcript, so that the next window can offer it again and others can find out who has its port.
 */
import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAddress } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerNames, Traffic } from '../../core/endpointSnapshot.ts';
import { maxPanelUnits, maxPeerNames, maxPeerNameUnits } from '../../core/limits.ts';
import { readJsonFile } from './readJsonFile.ts';
import { asideName, RecordFile, type StorageReport } from './recordFile.ts';

/** `suspended`: it was open when its window closed, and was closed with it. `open` in a session without a holder: its window died. */
export type RecordedState = 'open' | 'suspended' | 'closed';

export interface RecordedEndpoint {
  readonly format: 'portside endpoint';
  readonly version: 1;
  /** ms since the epoch: the order in which endpoints are listed. */
  readonly createdMs: number;
  readonly config: EndpointConfig;
  /** Address as bound or connected. */
  readonly address: string;
  readonly state: RecordedState;
  /** State that its panel keeps: the draft, the history, the view. Opaque here. */
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

  /** Resolves when the last one has been written. */
  settled(): Promise<void> {
    return this.#file.settled();
  }

  /** Stops writing; resolves when the last write is done. */
  end(): Promise<void> {
    return this.#file.end();
  }

  /**
   * The endpoint was removed at `removedMs`: until it is written again, later windows don't list it, and delete it when it can no longer be
   * restored. Rejects with the system's error on failure.
   */
  setAside(removedMs: number): Promise<void> {
    return this.#file.setAside(removedMs);
  }
}

/** Returns the records of a session by endpoint id, in the order in which they are listed. */
export async function readRecords(session: string): Promise<[id: string, RecordedEndpoint][]> {
  const records: [string, RecordedEndpoint][] = [];
  // One after the other: a session with very many endpoints would open more files than a process may have.
  for (const id of await endpointsIn(session)) {
    const record = await readRecord(recordPath(join(session, id)));
    if (record) records.push([id, record]);
  }
  return records.sort(([, one], [, other]) => one.createdMs - other.createdMs);
}

/** Whether there is something to restore, even if this version can't read it, or it was removed: see `sweepExpired`. */
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

/** Undefined if the file is missing, or isn't a record of ours. */
export async function readRecord(path: string): Promise<RecordedEndpoint | undefined> {
  return recordedEndpoint(await readJsonFile(path));
}

/** Folders only. A link to a folder may lead to files that aren't ours. */
export async function endpointsIn(session: string): Promise<string[]> {
  const entries = await readdir(session, { withFileTypes: true }).catch(() => [] /* it is gone */);
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}

/** Returns what `write` has written, or undefined if another program wrote the file. The host checks whether the config is valid. */
function recordedEndpoint(value: unknown): RecordedEndpoint | undefined {
  const { format, version, createdMs, config, address, state, ...known } = (value ?? {}) as Partial<RecordedEndpoint>;
  if (format !== 'portside endpoint' || version !== 1) return undefined;
  if (typeof createdMs !== 'number' || typeof address !== 'string' || typeof config?.address !== 'string')
    return undefined;
  if (state !== 'open' && state !== 'suspended' && state !== 'closed') return undefined;
  const { panel, traffic, entries } = known;
  const peerNames = recordedNames(known.peerNames);
  return {
    // An address of a later version can't be opened again here, but its config may be.
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

/** Returns as many names as an endpoint can have, if they are names: each snapshot contains them. */
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
