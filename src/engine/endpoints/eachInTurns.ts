import { setImmediate as nextTurn } from 'node:timers/promises';
import { turnBudget } from '../turns/turnBudget.ts';

/** Share of a turn's work that one peer costs: the clock is read after every 32 of them. */
const stepsPerPeer = 4096;
/** So many are acted on in a turn that others have used up: a flood of messages uses up every turn, and must not keep its peers open. */
const fewPeers = 32;

/** Acts on many peers, with turns for other endpoints in between: ten thousand take a quarter of a second or more. */
export async function eachInTurns<One>(peers: readonly One[], act: (peer: One) => void): Promise<void> {
  let few = 0;
  for (const peer of peers) {
    // A single one is acted on at once, so that what is requested next comes after it.
    if (peers.length > 1 && --few < 0 && !turnBudget.takes(stepsPerPeer)) {
      await nextTurn();
      few = turnBudget.takes(stepsPerPeer) ? 0 : fewPeers;
    }
    act(peer);
  }
}
