/** Labels and colors of peers, which are stable for each. Invisible characters in names and addresses are escaped. */
import { hostOfPeer } from '../src/core/address.ts';
import { visibleText } from '../src/core/bytes/visibleText.ts';
import type { PeerNames } from '../src/core/endpointSnapshot.ts';
import { peerColors } from './peerColors.ts';

/** Returns the CSS class of a peer's color, by its id. */
export function peerColor(id: string): string {
  return `peer-${peerColors.of(id)}`;
}

/**
 * Labels peers by the names that the user gave them. If several peers share a name, it is used alone only for the one
 * that is open, and otherwise together with the address. Without a name, `host:port` is shortened to `:port`, and
 * `/path #3` to `#3`, as long as all peers seen so far are on one host or path.
 */
export class PeerLabels {
  readonly #hosts = new Set<string>();
  #names: ReadonlyMap<string, string> = new Map();
  /** Addresses of peers that share their name with others. */
  #ambiguous: ReadonlySet<string> = new Set();
  #open: ReadonlySet<string> = new Set();
  #json = '';

  see(address: string): void {
    if (this.#hosts.size < 2) this.#hosts.add(hostOfPeer(address));
  }

  /** Sets the names by the peers' addresses. Returns whether they have changed. */
  setNames(names: PeerNames = {}): boolean {
    const json = JSON.stringify(names);
    if (json === this.#json) return false;
    this.#json = json;
    this.#names = new Map(Object.entries(names).map(([address, name]) => [address, visibleText(name)]));
    this.#compare();
    return true;
  }

  /** Sets which peers are open. Returns whether that changes a label. */
  setOpen(addresses: Iterable<string>): boolean {
    this.#open = new Set(addresses);
    return this.#compare();
  }

  label(address: string): string {
    return this.#named(address, this.#short(address));
  }

  /** Returns the same with the full address: it doesn't depend on which peers have been seen. */
  longLabel(address: string): string {
    return this.#named(address, visibleText(address));
  }

  /** Whether the end of a label distinguishes the peer, as for peers without a name. */
  endsInAddress(address: string): boolean {
    return !this.#names.has(address) || this.#ambiguous.has(address);
  }

  /** Returns the name with the address, or only the full address. `given` is a name that was just assigned. */
  full(address: string, given?: string): string {
    const name = given === undefined ? this.#names.get(address) : visibleText(given);
    return name === undefined ? visibleText(address) : `${name} (${visibleText(address)})`;
  }

  /** Determines which names are ambiguous. Returns whether that has changed. */
  #compare(): boolean {
    const before = this.#ambiguous;
    const named = [...this.#names];
    const bearers = countsOf(named.map(([, name]) => name));
    const openBearers = countsOf(named.filter(([address]) => this.#open.has(address)).map(([, name]) => name));
    const isAmbiguous = ([address, name]: readonly [string, string]) =>
      bearers.get(name) !== 1 && !(this.#open.has(address) && openBearers.get(name) === 1);
    this.#ambiguous = new Set(named.filter(isAmbiguous).map(([address]) => address));
    return before.size !== this.#ambiguous.size || [...before].some(address => !this.#ambiguous.has(address));
  }

  #named(address: string, shown: string): string {
    const name = this.#names.get(address);
    if (name === undefined) return shown;
    return this.#ambiguous.has(address) ? `${name} (${shown})` : name;
  }

  #short(address: string): string {
    const host = hostOfPeer(address);
    return visibleText(this.#hosts.size === 1 && host !== address ? address.slice(host.length).trimStart() : address);
  }
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
