/** A peer that the user has chosen, as stored by the page, since the peer may disconnect and return. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';

/** Identifies a peer: a later client may have the same address, and after a restart of the engine the same id. */
export type ChosenPeer = Pick<PeerSnapshot, 'id' | 'address' | 'connectedAt'>;

/** Address to which a UDP socket sends, `host:port`, whether or not anything was received from there. */
export type TypedAddress = Pick<PeerSnapshot, 'address'> & { readonly id?: undefined };

/** The target of messages: all peers, a UDP socket's remote, one peer, or an address. */
export type Target = 'all' | 'remote' | ChosenPeer | TypedAddress;

export function isPeer(target: Target | undefined): target is ChosenPeer {
  return typeof target === 'object' && target.id !== undefined;
}

export function chosenPeer({ id, address, connectedAt }: ChosenPeer): ChosenPeer {
  return { id, address, connectedAt };
}

/** Returns the peer among the open ones; undefined if it has closed. */
export function findChosen(chosen: ChosenPeer, open: readonly PeerSnapshot[]): PeerSnapshot | undefined {
  return open.find(
    ({ id, address, connectedAt }) =>
      id === chosen.id && address === chosen.address && connectedAt === chosen.connectedAt,
  );
}
