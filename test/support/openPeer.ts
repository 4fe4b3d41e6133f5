import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';

/** Returns one of several open peers that have sent nothing: `p1` at port 50132, `p2` at the next one, and so on. */
export function openPeer(number: number): PeerSnapshot {
  const address = `127.0.0.1:${50_131 + number}`;
  return { id: `p${number}`, address, state: 'open', bytesIn: 0, bytesOut: 0, connectedAt: 1000 };
}
