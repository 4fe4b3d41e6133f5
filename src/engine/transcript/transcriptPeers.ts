/** The peers of whom a transcript has entries, by the numbers that stand in the log. */

/** Whose entries they are: `number` in the log and index, `id` outside. */
export interface TranscriptPeer {
  readonly number: number;
  readonly id: string;
  readonly address: string;
}

export class TranscriptPeers {
  readonly #peers = new Map<number, { readonly peer: TranscriptPeer; lastSeq: number }>();
  #lastNumber = 0;

  /** The highest number there ever was. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /** An entry of a peer. */
  seen(peer: TranscriptPeer, seq: number): void {
    const known = this.#peers.get(peer.number);
    if (known) known.lastSeq = seq;
    else {
      // A copy: what is given is a connection, with all that hangs on it.
      const { number, id, address } = peer;
      this.#peers.set(number, { peer: { number, id, address }, lastSeq: seq });
    }
    this.#lastNumber = Math.max(this.#lastNumber, peer.number);
  }

  /** Number of its last entry; `undefined` if it is empty. */
  lastSeq(number: number): number | undefined {
    return this.#peers.get(number)?.lastSeq;
  }

  find(number: number): TranscriptPeer | undefined {
    return this.#peers.get(number)?.peer;
  }

  /** Forgets all but the highest number. */
  clear(): void {
    this.#peers.clear();
  }

  /** Forgets those who have no entry from this one on. */
  dropBefore(seq: number): void {
    for (const [number, { lastSeq }] of this.#peers) if (lastSeq < seq) this.#peers.delete(number);
  }
}
