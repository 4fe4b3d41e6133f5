/** Peers and traffic of a stored transcript, collected while it is read. */
import type { Traffic } from '../../core/endpointSnapshot.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';

/** A peer as reconstructed from its entries. */
export interface StoredPeer extends PeerIdentity {
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** ms since the epoch, of its first and last available entry. */
  readonly firstMs: number;
  readonly lastMs: number;
}

interface StoredEntry {
  readonly kind: 'in' | 'out' | 'event';
  readonly time: number;
  /** Bytes of the frame. */
  readonly length: number;
}

type KnownPeer = { -readonly [Field in keyof StoredPeer]: StoredPeer[Field] };

export class StoredPeers {
  readonly #peers = new Map<number, KnownPeer>();
  #latest: KnownPeer | undefined;
  readonly #traffic = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0 };

  /** Totals over all frames. */
  get traffic(): Traffic {
    return this.#traffic;
  }

  /** Counts an entry. `peer` is undefined for events of the endpoint itself. */
  entry({ kind, time, length }: StoredEntry, peer: PeerIdentity | undefined): void {
    if (kind === 'in') this.#traffic.framesIn++;
    if (kind === 'out') this.#traffic.framesOut++;
    const [bytesIn, bytesOut] = [kind === 'in' ? length : 0, kind === 'out' ? length : 0];
    this.#traffic.bytesIn += bytesIn;
    this.#traffic.bytesOut += bytesOut;
    if (!peer) return;
    const known = this.#peers.get(peer.number);
    if (!known) {
      const { number, id, address } = peer;
      this.#latest = { number, id, address, bytesIn, bytesOut, firstMs: time, lastMs: time };
      this.#peers.set(number, this.#latest);
      return;
    }
    known.address = peer.address;
    known.bytesIn += bytesIn;
    known.bytesOut += bytesOut;
    known.lastMs = time;
    if (known === this.#latest) return;
    this.#latest = known;
    // Moved to the end: the map is ordered by the peers' last entries.
    this.#peers.delete(peer.number);
    this.#peers.set(peer.number, known);
  }

  /** Returns the peers with the latest entries, most recent first. */
  latest(count: number): StoredPeer[] {
    return [...this.#peers.values()].slice(Math.max(0, this.#peers.size - count)).reverse();
  }
}
