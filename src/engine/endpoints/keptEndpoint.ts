/** Keeps what the next window needs of an endpoint besides its transcript: a record of its state, its panel and the names of its peers. */
import type { PeerNames } from '../../core/endpointSnapshot.ts';
import { maxPeerNames, maxPeerNameUnits } from '../../core/limits.ts';
import { EndpointRecord, type RecordedEndpoint } from '../sessions/endpointRecord.ts';
import type { EndpointOptions } from './endpointOptions.ts';

type Recorded = Omit<RecordedEndpoint, 'format' | 'version' | 'createdMs' | 'panel' | 'peerNames'>;

export class KeptEndpoint {
  /** The endpoint was removed: nothing is written for it any more. */
  isRemoved = false;
  /** State that its panel wants to restore. */
  panel: string | undefined;
  #peerNames: PeerNames = {};
  readonly #record: EndpointRecord | undefined;

  /** An endpoint without `keptSinceMs` isn't kept: it has no record. */
  constructor({ directory, keptSinceMs, budget }: EndpointOptions) {
    this.#record = keptSinceMs === undefined ? undefined : new EndpointRecord(directory, keptSinceMs, budget);
  }

  get isKept(): boolean {
    return this.#record !== undefined;
  }

  /** As part of a snapshot. */
  get peerNames(): { peerNames?: PeerNames } {
    return Object.keys(this.#peerNames).length > 0 ? { peerNames: this.#peerNames } : {};
  }

  restore(panel: string | undefined, peerNames: PeerNames): void {
    this.panel = panel;
    this.#peerNames = peerNames;
  }

  /** Names the peers of an address; an empty name removes it. */
  renamePeer(address: string, name: string): void {
    this.#peerNames = renamed(this.#peerNames, address, name);
  }

  write(recorded: Recorded): void {
    if (this.isRemoved) return;
    this.#record?.write({ ...recorded, ...(this.panel !== undefined && { panel: this.panel }), ...this.peerNames });
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    await this.#record?.settled();
  }

  /** Resolves when nothing will be written any more: a pending write would recreate the directory. */
  async end(): Promise<void> {
    await this.#record?.end();
  }

  /** No later window lists the endpoint; one can bring it back for a while after the time of its removal, unless that is 0. */
  async setAside(removedMs: number): Promise<void> {
    await this.#record
      ?.setAside(removedMs)
      .catch(() => undefined /* nothing in the directory can be changed: the next window lists the endpoint again */);
  }
}

/**
 * Returns the names with `address` renamed; an empty name removes it. Line breaks become spaces, and the oldest names are dropped beyond
 * the limit.
 */
export function renamed(names: PeerNames, address: string, name: string): PeerNames {
  const others = Object.entries(names).filter(([named]) => named !== address);
  const line = name.replace(/\s+/g, ' ').trim().slice(0, maxPeerNameUnits).toWellFormed().trim();
  if (line !== '') others.push([address, line]);
  return Object.fromEntries(others.slice(-maxPeerNames));
}
