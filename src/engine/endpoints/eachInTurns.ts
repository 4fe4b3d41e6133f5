/** Handles many peers over as many turns of the event loop as needed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Peer } from '../conversation/peer.ts';
import { turnBudget } from '../turns/turnBudget.ts';

/** Steps of a turn's budget that one peer costs, so that the clock is read after every 32 peers. */
const stepsPerPeer = 4096;
/** Peers handled in a turn whose budget is used up, as by a flood of messages, which must not keep its peers open. */
const fewPeers = 32;

/** Calls `act` for many peers, with turns for other endpoints in between: 10,000 peers take 250 ms or more. */
export async function eachInTurns<One>(peers: readonly One[], act: (peer: One) => void): Promise<void> {
  let few = 0;
  for (const peer of peers) {
    // A single peer is handled immediately, so that later requests come after it.
    if (peers.length > 1 && --few < 0 && !turnBudget.tryTake(stepsPerPeer)) {
      await nextTurn();
      few = turnBudget.tryTake(stepsPerPeer) ? 0 : fewPeers;
    }
    act(peer);
  }
}

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
