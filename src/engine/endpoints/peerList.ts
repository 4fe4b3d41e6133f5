/** The peers of an endpoint: the open ones by age, and the recently closed ones. */
import type { PeerSnapshot } from '../../core/endpointSnapshot.ts';
import type { ErrorParamsOf } from '../../core/errorParams.ts';
import type { KindConfig } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from '../conversation/peer.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import type { StoredPeer } from '../transcript/storedPeers.ts';

/** Numbers of closed peers that are remembered, and that are listed after the open ones. */
export const keptClosed = 1000;
const listedClosed = 100;

interface ClosedPeer {
  readonly number: number;
  readonly snapshot: PeerSnapshot;
}

export class PeerList {
  readonly #open = new Map<string, Peer>();
  /** Most recent first. */
  #closed: ClosedPeer[] = [];
  /** Open peers of a UDP socket that have sent something. */
  readonly #senders = new Set<Peer>();
  /** The last peer in the map, the most recently active. */
  #touched: Peer | undefined;
  #numbers = 0;
  #isDiscarding = false;
  /** Describes the endpoint in errors. */
  endpoint: KindConfig | undefined;

  /** Number of open peers. */
  get size(): number {
    return this.#open.size;
  }

  /** Number of open UDP peers that have sent something. */
  get senders(): number {
    return this.#senders.size;
  }

  get open(): Peer[] {
    return [...this.#open.values()];
  }

  /**
   * Returns a number and an id for a new peer that this endpoint's transcript has never used. If other peers share its
   * address, the number is appended to make it unique.
   */
  identify(address: string, { isShared = false } = {}): PeerIdentity {
    const number = ++this.#numbers;
    return { number, id: `p${number}`, address: isShared ? `${address} #${number}` : address };
  }

  /** Marks the numbers up to this one as used. */
  identifyAfter(number: number): void {
    this.#numbers = Math.max(this.#numbers, number);
  }

  /** Lists the peers of an earlier window, which are all closed now, most recent first. */
  restore(stored: readonly StoredPeer[]): void {
    const earlier = stored.map(({ number, id, address, bytesIn, bytesOut, firstMs, lastMs }): ClosedPeer => {
      const state = 'closed';
      return { number, snapshot: { id, address, state, bytesIn, bytesOut, connectedAt: firstMs, closedAt: lastMs } };
    });
    this.#closed = [...this.#closed, ...earlier].slice(0, keptClosed);
  }

  /** Discards what open and later peers receive, since the endpoint is removed. */
  discard(): void {
    this.#isDiscarding = true;
    for (const peer of this.open) peer.discard();
  }

  add(peer: Peer): void {
    if (this.#isDiscarding) peer.discard();
    this.#open.set(peer.id, peer);
    this.#touched = peer;
  }

  /** Moves a peer from the open to the closed ones. `closedAt` is the time of its last event, if it had one. */
  close(peer: Peer, closedAt = Date.now()): void {
    this.#senders.delete(peer);
    if (!this.#open.delete(peer.id)) return;
    this.#closed.unshift({ number: peer.number, snapshot: { ...peer.snapshot, closedAt } });
    if (this.#closed.length > keptClosed) this.#closed.pop();
  }

  /** Counts an open peer among the senders. */
  addSender(peer: Peer): void {
    this.#senders.add(peer);
  }

  /** Marks an open peer as the most recently active. */
  touch(peer: Peer): void {
    if (peer === this.#touched) return;
    this.#touched = peer;
    this.#open.delete(peer.id);
    this.#open.set(peer.id, peer);
  }

  /** Returns the open peer that has been inactive the longest. */
  get oldest(): Peer | undefined {
    return this.#open.values().next().value;
  }

  /** @throws SocketError NO_PEER if it isn't open. */
  find(id: string): Peer {
    const peer = this.#open.get(id);
    if (peer) return peer;
    const address = this.#closed.find(({ snapshot }) => snapshot.id === id)?.snapshot.address;
    throw this.noPeer({ peer: id, ...(address !== undefined && { address }) });
  }

  /** Returns the snapshot of a peer; undefined if it isn't open. */
  openSnapshot(id: string): PeerSnapshot | undefined {
    return this.#open.get(id)?.snapshot;
  }

  /** Returns the first open peer after this number, and the last open one: two, one if they are the same, or none. */
  later(number: number): PeerSnapshot[] {
    let first: Peer | undefined;
    let last: Peer | undefined;
    // Recently active peers are at the end of the map, whatever their numbers.
    for (const peer of this.#open.values()) {
      if (peer.number <= number) continue;
      if (!first || peer.number < first.number) first = peer;
      if (!last || peer.number > last.number) last = peer;
    }
    if (!first || !last) return [];
    return first === last ? [first.snapshot] : [first.snapshot, last.snapshot];
  }

  /** Returns this peer, or all open ones. @throws SocketError NO_PEER if there is none. */
  oneOrAll(id: string | undefined): Peer[] {
    if (id !== undefined) return [this.find(id)];
    if (this.size === 0) throw this.noPeer();
    return this.open;
  }

  /** Returns the error for a target that means no peer; `peer` and `address` are those of the intended one. */
  noPeer(intended: Omit<ErrorParamsOf['NO_PEER'], 'kind'> = {}): SocketError {
    return new SocketError('NO_PEER', { ...(this.endpoint && { kind: this.endpoint.kind }), ...intended });
  }

  snapshots(from: number, count: number): PeerSnapshot[] {
    const snapshots: PeerSnapshot[] = [];
    let at = 0;
    for (const peer of this.#open.values()) {
      if (at >= from && snapshots.length < count) snapshots.push(peer.snapshot);
      at++;
    }
    const closedFrom = Math.max(0, from - at);
    const closedEnd = Math.min(listedClosed, closedFrom + count - snapshots.length);
    return snapshots.concat(this.#closed.slice(closedFrom, closedEnd).map(({ snapshot }) => snapshot));
  }

  /** Returns up to `count` closed peers for whose numbers `isKept` returns true, most recent first. */
  recent(count: number, isKept: (number: number) => boolean): PeerSnapshot[] {
    const recent: PeerSnapshot[] = [];
    for (const { number, snapshot } of this.#closed) {
      if (recent.length >= count) break;
      if (isKept(number)) recent.push(snapshot);
    }
    return recent;
  }
}
