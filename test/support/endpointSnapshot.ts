/** Endpoint snapshots for tests. */
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';

/** Returns an open server with this many peers, with `more` overriding its properties. */
export function endpointSnapshot(id: string, peers: number, more: Partial<EndpointSnapshot> = {}): EndpointSnapshot {
  const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers };
  const nothing = { entries: 0, firstEntry: 0, generation: 0 };
  const config = { kind: 'tcp-server', address: ':0' } as const;
  return { id, config, state: 'open', address: 'tcp://127.0.0.1:1', counters, ...nothing, ...more };
}
