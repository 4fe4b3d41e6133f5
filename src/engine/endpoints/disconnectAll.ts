import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Peer } from '../conversation/peer.ts';
import { turnBudget } from '../turns/turnBudget.ts';

/** Share of a turn's work that one peer costs: the clock is read after every 32 of them. */
const stepsPerPeer = 4096;

/** Disconnects many peers, with turns for other endpoints in between: ten thousand take most of a second. */
export async function disconnectAll(peers: readonly Pick<Peer, 'disconnect'>[]): Promise<void> {
  const gone: Promise<void>[] = [];
  for (const peer of peers) {
    while (!turnBudget.takes(stepsPerPeer)) await nextTurn();
    const leaving = peer.disconnect();
    leaving.catch(() => undefined /* reported below, when all have been asked */);
    gone.push(leaving);
  }
  await Promise.all(gone);
}
