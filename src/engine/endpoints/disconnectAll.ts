import type { Peer } from '../conversation/peer.ts';
import { eachInTurns } from './eachInTurns.ts';

/** Disconnects many peers over as many turns as needed. If one fails, rejects after all have been asked. */
export async function disconnectAll(peers: readonly Pick<Peer, 'disconnect'>[]): Promise<void> {
  const gone: Promise<void>[] = [];
  await eachInTurns(peers, peer => {
    const leaving = peer.disconnect();
    leaving.catch(() => undefined /* reported below, when all have been asked */);
    gone.push(leaving);
  });
  await Promise.all(gone);
}
