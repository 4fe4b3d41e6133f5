/** Remembers, for the lifetime of the window, how the user chose to send files to each peer. */
import type { SendHow } from '../../core/transfer/transferSnapshot.ts';

export class SendChoices {
  readonly #byPeer = new Map<string, Map<string, SendHow>>();
  readonly #last = new Map<string, SendHow>();

  /** Returns the choice for all of these peers; undefined if one has none, or if they differ. */
  chosen(endpoint: string, peers: readonly string[]): SendHow | undefined {
    const known = this.#byPeer.get(endpoint);
    const [first, ...others] = peers.map(peer => known?.get(peer));
    return others.every(how => JSON.stringify(how) === JSON.stringify(first)) ? first : undefined;
  }

  /** Returns the last choice on this endpoint: the likely answer for its next peer. */
  last(endpoint: string): SendHow | undefined {
    return this.#last.get(endpoint);
  }

  choose(endpoint: string, peers: readonly string[], how: SendHow): void {
    const known = this.#byPeer.get(endpoint) ?? new Map<string, SendHow>();
    for (const peer of peers) known.set(peer, how);
    this.#byPeer.set(endpoint, known);
    this.#last.set(endpoint, how);
  }

  keepOnly(isListed: (endpoint: string) => boolean): void {
    for (const endpoint of this.#byPeer.keys()) if (!isListed(endpoint)) this.#byPeer.delete(endpoint);
    for (const endpoint of this.#last.keys()) if (!isListed(endpoint)) this.#last.delete(endpoint);
  }
}
