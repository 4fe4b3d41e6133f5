/** How peers are called and coloured, stable for each. */
import { hostOfPeer } from '../src/core/address.ts';

/** Peer colours in panel.css: `peer-0` to `peer-4`. */
const colours = 5;

/** `peer-N` for a peer's id, `pN`. */
export function peerColour(id: string): string {
  return `peer-${(Number(id.slice(1)) - 1) % colours}`;
}

/** Shortens `host:port` to `:port`, and `/path #3` to `#3`, only while all peers that were seen are on one host or path. */
export class PeerLabels {
  readonly #hosts = new Set<string>();

  see(address: string): void {
    if (this.#hosts.size < 2) this.#hosts.add(hostOfPeer(address));
  }

  label(address: string): string {
    const host = hostOfPeer(address);
    return this.#hosts.size === 1 && host !== address ? address.slice(host.length).trimStart() : address;
  }
}
