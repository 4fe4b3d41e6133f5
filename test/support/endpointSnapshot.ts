/** What the host knows of an endpoint, where a test needs little of it. */
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';

/** An open server with this many peers, except for what is given. */
export function endpointSnapshot(id: string, peers: number, more: Partial<EndpointSnapshot> = {}): EndpointSnapshot {
  const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers };
  const nothing = { entries: 0, firstEntry: 0, generation: 0 };
  const config = { kind: 'tcp-server', address: ':0' } as const;
  return { id, config, state: 'open', address: 'tcp://127.0.0.1:1', counters, ...nothing, ...more };
}
