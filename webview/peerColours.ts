/** Assigns colours to peers, so that those open at the same time can be distinguished. */
import type { PeerSnapshot } from '../src/core/endpointSnapshot.ts';
import { numberOf } from './peerNumber.ts';

/** Peer colours in layout.css: `peer-0` to `peer-4`. */
const colourCount = 5;
/** Number of most recent peers whose colours are remembered: here, and in the page's stored state. */
const maxRemembered = 5000;
const maxKept = 100;

/** A colour, when the peer connected, since a restarted engine counts its peers from 1 again, and its address. */
type Given = readonly [colour: number, connectedAt: number, address: string];

/** Colours by the ids of peers. */
export type KeptColours = Readonly<Record<string, Given>>;

export class PeerColours {
  readonly #given = new Map<string, Given>();
  /** Latest colours by address: a sender is another peer once its socket was opened again, and a server with each connection to it. */
  readonly #byAddress = new Map<string, number>();

  /** Continues with the colours that an earlier page assigned. */
  restore(kept: KeptColours): void {
    for (const [id, given] of Object.entries(kept)) this.#give(id, given);
  }

  /** The most recent ones, for the next page. */
  get kept(): KeptColours {
    return Object.fromEntries([...this.#given].slice(-maxKept));
  }

  /** Returns a number from 0 to 4. Until the peer has been seen, its number decides. */
  of(id: string): number {
    return this.#given.get(id)?.[0] ?? defaultOf(id);
  }

  /**
   * Gives each new peer, in order of arrival, the colour that the fewest open ones have: the one that its address had before, or the one of
   * its number, if that is among them. It stays for the life of the peer. Returns whether there were new ones.
   */
  see(open: readonly Pick<PeerSnapshot, 'id' | 'connectedAt' | 'address'>[]): boolean {
    const isNew = ({ id, connectedAt }: (typeof open)[number]) => this.#given.get(id)?.[1] !== connectedAt;
    const fresh = open.filter(isNew).sort((one, other) => numberOf(one.id) - numberOf(other.id));
    if (fresh.length === 0) return false;
    const uses = new Array<number>(colourCount).fill(0);
    const use = (colour: number) => {
      uses[colour] = (uses[colour] ?? 0) + 1;
    };
    for (const peer of open) if (!isNew(peer)) use(this.of(peer.id));
    for (const { id, connectedAt, address } of fresh) {
      const colour = leastUsed(uses, this.#byAddress.get(address) ?? defaultOf(id));
      use(colour);
      this.#give(id, [colour, connectedAt, address]);
    }
    forgetOldest(this.#given);
    forgetOldest(this.#byAddress);
    return true;
  }

  #give(id: string, given: Given): void {
    const [colour, , address] = given;
    this.#given.delete(id);
    this.#given.set(id, given);
    this.#byAddress.delete(address);
    this.#byAddress.set(address, colour);
  }
}

/** The colours of the page's peers. */
export const peerColours = new PeerColours();

function forgetOldest(remembered: Map<string, unknown>): void {
  for (const key of remembered.keys()) {
    if (remembered.size <= maxRemembered) break;
    remembered.delete(key);
  }
}

function defaultOf(id: string): number {
  return (numberOf(id) - 1) % colourCount;
}

function leastUsed(uses: readonly number[], preferred: number): number {
  const least = Math.min(...uses);
  return uses[preferred] === least ? preferred : uses.indexOf(least);
}
