/** How peers are called and coloured, stable for each. */
import { hostOfPeer } from '../src/core/address.ts';
import type { PeerNames } from '../src/core/endpointSnapshot.ts';

/** Peer colours in panel.css: `peer-0` to `peer-4`. */
const colours = 5;

/** `peer-N` for a peer's id, `pN`. */
export function peerColour(id: string): string {
  return `peer-${(Number(id.slice(1)) - 1) % colours}`;
}

/**
 * A peer's name, if the user gave it one, with the address if another one has the same. Otherwise shortens `host:port` to `:port`, and `/path #3` to `#3`, only while all peers that
 * were seen are on one host or path.
 */
export class PeerLabels {
  readonly #hosts = new Set<string>();
  #names: ReadonlyMap<string, string> = new Map();
  /** Names that several peers have. */
  #shared: ReadonlySet<string> = new Set();
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
    const all = [...this.#names.values()];
    this.#shared = new Set(all.filter((name, at) => all.indexOf(name) < at));
    return true;
  }

  label(address: string): string {
    const name = this.#names.get(address);
    if (name === undefined) return this.#short(address);
    return this.#shared.has(name) ? `${name} (${this.#short(address)})` : name;
  }

  /** The name with the address, or the whole address. */
  full(address: string): string {
    const name = this.#names.get(address);
    return name === undefined ? address : `${name} (${address})`;
  }

  #short(address: string): string {
    const host = hostOfPeer(address);
    return this.#hosts.size === 1 && host !== address ? address.slice(host.length).trimStart() : address;
  }
}
