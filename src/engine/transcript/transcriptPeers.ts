/** The peers with entries in a transcript, by their numbers in the log, and where their entries are. */
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { SeqList } from './seqList.ts';

interface KnownPeer {
  peer: PeerIdentity;
  /** Both absent until it has an entry. */
  firstSeq?: number;
  lastSeq?: number;
}

export class TranscriptPeers {
  readonly #peers = new Map<number, KnownPeer>();
  readonly #byId = new Map<string, KnownPeer>();
  /** Entries of the endpoint itself. */
  readonly #own = new SeqList();
  #lastNumber = 0;

  /** The highest peer number that ever occurred. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /** Adds a peer of which entries may follow, or names a known one that has no name. */
  named(peer: PeerIdentity): void {
    const known = this.#known(peer);
    if (known.peer.address === known.peer.id) known.peer = { ...known.peer, address: peer.address };
  }

  /** Returns the peer with this number; one whose name is lost is known by its id until it is named. */
  findOrNumber(number: number): PeerIdentity {
    const id = `p${number}`;
    return this.#known({ number, id, address: id }).peer;
  }

  /** Records an entry of a peer, after all known ones. */
  seen(peer: PeerIdentity, seq: number): void {
    const known = this.#known(peer);
    known.firstSeq ??= seq;
    known.lastSeq = seq;
  }

  /** Records an entry of the endpoint itself, after all known ones. */
  own(seq: number): void {
    this.#own.push(seq);
  }

  /** Returns the number of the endpoint's own first entry from `seq` on, or undefined if there is none. */
  ownFrom(seq: number): number | undefined {
    return this.#own.at(this.#own.firstNot(one => one < seq));
  }

  /** Returns the number of the first known entry of any of these peers, or undefined if they have none. */
  firstSeqOf(ids: readonly string[]): number | undefined {
    const first = ids.reduce(
      (least, id) => Math.min(least, this.#byId.get(id)?.firstSeq ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
    return Number.isFinite(first) ? first : undefined;
  }

  /** Returns the number of a peer's last entry; undefined if it has none. */
  lastSeq(number: number): number | undefined {
    return this.#peers.get(number)?.lastSeq;
  }

  find(number: number): PeerIdentity | undefined {
    return this.#peers.get(number)?.peer;
  }

  /** Forgets peers without an entry from this one on. */
  dropBefore(seq: number): void {
    for (const [number, { peer, lastSeq = -1 }] of this.#peers) {
      if (lastSeq >= seq) continue;
      this.#peers.delete(number);
      this.#byId.delete(peer.id);
    }
    this.#own.forgetBefore(this.#own.firstNot(one => one < seq));
  }

  #known(peer: PeerIdentity): KnownPeer {
    const known = this.#peers.get(peer.number);
    if (known) return known;
    // Copied, since the original is a connection with everything attached to it.
    const { number, id, address } = peer;
    const added: KnownPeer = { peer: { number, id, address } };
    this.#peers.set(number, added);
    this.#byId.set(id, added);
    this.#lastNumber = Math.max(this.#lastNumber, number);
    return added;
  }
}
