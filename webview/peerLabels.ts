/** How peers are called and coloured, stable for each. */
import { hostOfPeer } from '../src/core/address.ts';
import type { PeerNames } from '../src/core/endpointSnapshot.ts';
import { peerColours } from './peerColours.ts';

/** Returns the CSS class of a peer's colour, by its id. */
export function peerColour(id: string): string {
  return `peer-${peerColours.of(id)}`;
}

/**
 * A peer's name, if the user gave it one. If several have the same, it stands alone only for the one of them that is open, and otherwise
 * with the address. Without a name, shortens `host:port` to `:port`, and `/path #3` to `#3`, only while all peers that were seen are on one
 * host or path.
 */
export class PeerLabels {
  readonly #hosts = new Set<string>();
  #names: ReadonlyMap<string, string> = new Map();
  /** Addresses whose names other peers share, so that they don't tell them apart. */
  #ambiguous: ReadonlySet<string> = new Set();
  #open: ReadonlySet<string> = new Set();
  #json = '';

  see(address: string): void {
    if (this.#hosts.size < 2) this.#hosts.add(hostOfPeer(address));
  }

  /** The names by the peers' addresses. Returns whether they have changed. */
  setNames(names: PeerNames = {}): boolean {
    const json = JSON.stringify(names);
    if (json === this.#json) return false;
    this.#json = json;
    this.#names = new Map(Object.entries(names));
    this.#compare();
    return true;
  }

  /** Sets which peers are open. Returns whether that changes a label. */
  setOpen(addresses: Iterable<string>): boolean {
    this.#open = new Set(addresses);
    return this.#compare();
  }

  label(address: string): string {
    const name = this.#names.get(address);
    if (name === undefined) return this.#short(address);
    return this.#ambiguous.has(address) ? `${name} (${this.#short(address)})` : name;
  }

  /** Whether the end of a label tells the peer apart, as of all that have no name of their own. */
  endsInAddress(address: string): boolean {
    return !this.#names.has(address) || this.#ambiguous.has(address);
  }

  /** The name with the address, or the whole address. `given` is a name that was just assigned. */
  full(address: string, given?: string): string {
    const name = given ?? this.#names.get(address);
    return name === undefined ? address : `${name} (${address})`;
  }

  /** Finds out which names don't tell their peers apart. Returns whether that changed. */
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

  #short(address: string): string {
    const host = hostOfPeer(address);
    return this.#hosts.size === 1 && host !== address ? address.slice(host.length).trimStart() : address;
  }
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
