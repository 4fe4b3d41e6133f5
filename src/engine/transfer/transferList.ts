/** The transfers of one endpoint: those in progress, and those that ended, which outlive the window. */
import { join } from 'node:path';
import type { SocketFailure } from '../../core/errorParams.ts';
import { maxEndedTransfers } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import { hasEnded, type TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { Peer } from '../conversation/peer.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { startOwned } from '../owned.ts';
import { readJsonFile } from '../sessions/readJsonFile.ts';
import { RecordFile, type StorageReport } from '../sessions/recordFile.ts';
import { Transfer, type TransferOptions } from './transfer.ts';

/**
 * Maximum number of transfers that wait for the user's answer. Each keeps its received bytes in memory, even after its
 * peer has disconnected.
 */
const maxAsking = 100;

interface RecordedTransfers {
  readonly format: 'portside transfers';
  readonly version: 1;
  readonly transfers: readonly TransferSnapshot[];
}

export interface TransferListOptions {
  readonly endpoint: string;
  /** Directory in which the list is stored; undefined for an endpoint that ends with its window. */
  readonly directory: string | undefined;
  /** Is notified if the list can't be written. */
  readonly storage?: StorageReport;
  /** Called when a snapshot has changed, with the final one if it has ended, since the list may drop it at any time. */
  readonly onChange: (transfer: string, ended?: TransferSnapshot) => void;
  /** Called when a transfer has left the list: it can no longer be retried. */
  readonly onForgotten?: (transfer: string) => void;
}

export class TransferList {
  readonly #endpoint: string;
  /** Path of the stored list; undefined for an endpoint that ends with its window. */
  readonly #path: string | undefined;
  readonly #file: RecordFile | undefined;
  readonly #onChange: TransferListOptions['onChange'];
  readonly #onForgotten: TransferListOptions['onForgotten'];
  readonly #current = new Map<string, Transfer>();
  /** Peers whose connection we closed: no more files from them are received, not even those that have arrived. */
  readonly #closed = new WeakSet<PeerIdentity>();
  #ended: TransferSnapshot[] = [];
  #isOver = false;

  constructor({ endpoint, directory, storage, onChange, onForgotten }: TransferListOptions) {
    this.#endpoint = endpoint;
    this.#path = directory === undefined ? undefined : join(directory, 'transfers.json');
    this.#file = this.#path === undefined ? undefined : new RecordFile(this.#path, storage);
    this.#onChange = onChange;
    this.#onForgotten = onForgotten;
  }

  /** Snapshots of all transfers, oldest first. */
  get snapshots(): TransferSnapshot[] {
    const current = [...this.#current.values()].map(({ snapshot }) => snapshot);
    return [...this.#ended, ...current].sort((one, other) => one.queuedMs - other.queuedMs);
  }

  /** Returns a transfer in progress. */
  current(id: string): Transfer | undefined {
    return this.#current.get(id);
  }

  /** Returns a transfer that is in progress or has ended. */
  find(id: string): TransferSnapshot | undefined {
    return this.#current.get(id)?.snapshot ?? this.#ended.find(ended => ended.id === id);
  }

  /** Creates and lists a transfer. @throws SocketError NO_ENDPOINT if its endpoint was removed. */
  begin(options: Omit<TransferOptions, 'endpoint' | 'onChange'>): Transfer {
    if (this.#isOver) throw new SocketError('NO_ENDPOINT', { endpoint: this.#endpoint });
    const onChange = ({ id }: Transfer) => this.#onChange(id);
    const transfer = new Transfer({ endpoint: this.#endpoint, ...options, onChange });
    this.#current.set(transfer.id, transfer);
    const failed = () => this.#current.delete(transfer.id);
    startOwned({ failed }, 'transferList.ended', async () => {
      const snapshot = await transfer.ended;
      this.#current.delete(transfer.id);
      this.#add(snapshot);
      this.#onChange(transfer.id, snapshot);
    });
    this.#onChange(transfer.id);
    this.#remember();
    return transfer;
  }

  /** Checks that one more transfer may ask the user. @throws SocketError TOO_MANY_ASKING. */
  checkAsking(): void {
    let asking = 0;
    for (const { isAsking } of this.#current.values()) if (isAsking) asking++;
    if (asking >= maxAsking) throw new SocketError('TOO_MANY_ASKING', { maxAsking });
  }

  /** Removes a transfer that has ended from the list. */
  forget(id: string): void {
    this.#keep(this.#ended.filter(ended => ended.id !== id));
  }

  /** Removes transfers that ended early from the list if `isSame` returns true; returns their ids. */
  takeBroken(isSame: (ended: TransferSnapshot) => boolean): string[] {
    const broken = this.#ended.filter(ended => ended.state !== 'done' && isSame(ended)).map(({ id }) => id);
    if (broken.length > 0) this.#keep(this.#ended.filter(({ id }) => !broken.includes(id)));
    return broken;
  }

  /** Removes all transfers that have ended from the list. */
  clear(): void {
    this.#keep([]);
  }

  /** Returns true if files of this peer are received, because we haven't closed its connection. */
  mayReceive(peer: PeerIdentity): boolean {
    return !this.#closed.has(peer);
  }

  /** Stops all transfers in progress, and all further files from their peers; resolves when they have ended. */
  async stop(reason: SocketError): Promise<void> {
    const current = [...this.#current.values()];
    for (const { peer } of current) this.#closed.add(peer);
    for (const transfer of current) transfer.cancel(reason);
    await Promise.all(current.map(({ ended }) => ended));
  }

  /** Stops the transfers with a peer, and all further files from it. */
  stopWith(peer: PeerIdentity, reason: SocketError): void {
    this.#closed.add(peer);
    for (const transfer of this.#current.values()) if (transfer.peer === peer) transfer.cancel(reason);
  }

  /** Stops the transfers to a peer. */
  stopTo(peer: PeerIdentity, reason: () => SocketError): void {
    for (const transfer of this.#current.values())
      if (transfer.peer === peer && transfer.direction === 'out') transfer.cancel(reason());
  }

  /** Resolves when all files of peers that have disconnected or ended are written. */
  async settledWithout(peers: readonly Peer[]): Promise<void> {
    const open = new Set(peers.filter(({ snapshot }) => snapshot.state === 'open').map(({ id }) => id));
    const ending = [...this.#current.values()].filter(
      ({ direction, peer, snapshot: { state } }) =>
        direction === 'in' && (state === 'running' || state === 'checking') && !open.has(peer.id),
    );
    await Promise.all(ending.map(({ ended }) => ended));
  }

  /** Makes transfers that wait for a directory check whether there is one now. */
  directoryChanged(): void {
    for (const transfer of this.#current.values())
      if (transfer.snapshot.asks === 'directory') transfer.answer({ accept: true });
  }

  /** Takes over transfers of an earlier window or engine. Those that were in progress have failed for this reason. */
  async recover(failure: SocketFailure = { code: 'INTERRUPTED', params: {} }): Promise<void> {
    if (this.#path === undefined) return;
    const recorded = await readRecorded(this.#path);
    this.#ended = recorded
      .slice(-maxEndedTransfers)
      .map(({ asks: _, ...one }) =>
        hasEnded(one)
          ? { ...one, canRetry: false }
          : { ...one, state: 'failed', bytesPerSecond: 0, failure, canRetry: false },
      );
    if (!recorded.every(hasEnded)) this.#remember();
    for (const { id } of this.#ended) this.#onChange(id);
  }

  /** Called when the endpoint is removed: no more transfers can begin. Resolves when the last write is done. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#file?.end();
  }

  /** Writes the list again, unless there is none. */
  write(): void {
    if (this.snapshots.length > 0) this.#remember();
  }

  /** Resolves when the list is on disk. */
  async settled(): Promise<void> {
    await this.#file?.settled();
  }

  /** Adds an ended transfer, and forgets the oldest if there are too many. */
  #add(ended: TransferSnapshot): void {
    this.#ended.push(ended);
    const forgotten = this.#ended.length > maxEndedTransfers ? this.#ended.shift() : undefined;
    this.#remember();
    if (forgotten) this.#onForgotten?.(forgotten.id);
  }

  /** Replaces the transfers that have ended, and forgets those that aren't among them any more. */
  #keep(ended: TransferSnapshot[]): void {
    const kept = new Set(ended.map(({ id }) => id));
    const forgotten = this.#ended.filter(({ id }) => !kept.has(id));
    this.#ended = ended;
    this.#remember();
    for (const { id } of forgotten) this.#onForgotten?.(id);
  }

  #remember(): void {
    this.#file?.write(() => {
      const record: RecordedTransfers = { format: 'portside transfers', version: 1, transfers: this.snapshots };
      return JSON.stringify(record);
    });
  }
}

/** Returns the stored transfers; none if there is no list, or if it wasn't written by Portside. */
async function readRecorded(path: string): Promise<readonly TransferSnapshot[]> {
  const value = (await readJsonFile(path)) as Partial<RecordedTransfers> | null | undefined;
  const isOurs = value?.format === 'portside transfers' && value.version === 1 && Array.isArray(value.transfers);
  return isOurs ? (value.transfers?.filter(isSnapshot) ?? []) : [];
}

/** Checks only the fields that are used: a broken list must not prevent its endpoint from being restored. */
function isSnapshot(value: Partial<TransferSnapshot> | null): boolean {
  return typeof value?.id === 'string' && typeof value.state === 'string' && typeof value.queuedMs === 'number';
}
