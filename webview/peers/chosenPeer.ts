/** A peer that the user chose, as the page keeps it while the peer may come and go. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';

/** Identifies a peer: a later client may have the same address, and one of a restarted engine the same id. */
export type ChosenPeer = Pick<PeerSnapshot, 'id' | 'address' | 'connectedAt'>;

/** What is sent goes to all peers, to a UDP socket's remote, or to one peer. */
export type Target = 'all' | 'remote' | ChosenPeer;

export function isPeer(target: Target | undefined): target is ChosenPeer {
  return typeof target === 'object';
}

export function chosenPeer({ id, address, connectedAt }: ChosenPeer): ChosenPeer {
  return { id, address, connectedAt };
}

/** The peer among those that are open; nothing if it has gone. */
export function findChosen(chosen: ChosenPeer, open: readonly PeerSnapshot[]): PeerSnapshot | undefined {
  return open.find(
    ({ id, address, connectedAt }) =>
      id === chosen.id && address === chosen.address && connectedAt === chosen.connectedAt,
  );
}

/** Peers are numbered as they come: `p7` came after `p6`. */
export function numberOf(id: string): number {
  return Number(id.slice(1));
}
