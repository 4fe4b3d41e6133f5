/** Assigns colors to peers, so that peers open at the same time can be told apart. */
import type { PeerSnapshot } from '../src/core/endpointSnapshot.ts';
import { peerNumber } from './peerNumber.ts';

/** Peer colors in layout.css: `peer-0` to `peer-4`. */
const colorCount = 5;
/** Number of most recent peers whose colors are remembered in this page; `maxKept` is that in its stored state. */
const maxRemembered = 5000;
const maxKept = 100;

/** A color, with the peer's connection time, since a restarted engine counts peers from 1 again, and its address. */
type Given = readonly [color: number, connectedAt: number, address: string];

/** Colors by the peers' ids. */
export type KeptColors = Readonly<Record<string, Given>>;

export class PeerColors {
  readonly #given = new Map<string, Given>();
  /**
   * Latest colors by address: a sender becomes a new peer when its socket is reopened, and a server with each
   * connection to it.
   */
  readonly #byAddress = new Map<string, number>();

  /** Continues with the colors that an earlier page assigned. */
  restore(kept: KeptColors): void {
    for (const [id, given] of Object.entries(kept)) this.#give(id, given);
  }

  /** Most recently assigned colors, for the next page. */
  get kept(): KeptColors {
    return Object.fromEntries([...this.#given].slice(-maxKept));
  }

  /** Returns a number from 0 to 4. Until the peer has been seen, it is derived from the peer's number. */
  of(id: string): number {
    return this.#given.get(id)?.[0] ?? defaultOf(id);
  }

  /**
   * Assigns a color to each new peer, in order of arrival: one that the fewest open peers have, preferably the last
   * one of its address, or the one derived from its number. A peer keeps its color. Returns whether there were new
   * peers.
   */
  see(open: readonly Pick<PeerSnapshot, 'id' | 'connectedAt' | 'address'>[]): boolean {
    const isNew = ({ id, connectedAt }: (typeof open)[number]) => this.#given.get(id)?.[1] !== connectedAt;
    const fresh = open.filter(isNew).sort((one, other) => peerNumber(one.id) - peerNumber(other.id));
    if (fresh.length === 0) return false;
    const uses = new Array<number>(colorCount).fill(0);
    const use = (color: number) => {
      uses[color] = (uses[color] ?? 0) + 1;
    };
    for (const peer of open) if (!isNew(peer)) use(this.of(peer.id));
    for (const { id, connectedAt, address } of fresh) {
      const color = leastUsed(uses, this.#byAddress.get(address) ?? defaultOf(id));
      use(color);
      this.#give(id, [color, connectedAt, address]);
    }
    forgetOldest(this.#given);
    forgetOldest(this.#byAddress);
    return true;
  }

  #give(id: string, given: Given): void {
    const [color, , address] = given;
    this.#given.delete(id);
    this.#given.set(id, given);
    this.#byAddress.delete(address);
    this.#byAddress.set(address, color);
  }
}

/** The colors of the page's peers. */
export const peerColors = new PeerColors();

function forgetOldest(remembered: Map<string, unknown>): void {
  for (const key of remembered.keys()) {
    if (remembered.size <= maxRemembered) break;
    remembered.delete(key);
  }
}

function defaultOf(id: string): number {
  return (peerNumber(id) - 1) % colorCount;
}

function leastUsed(uses: readonly number[], preferred: number): number {
  const least = Math.min(...uses);
  return uses[preferred] === least ? preferred : uses.indexOf(least);
}
