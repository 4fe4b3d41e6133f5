import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../src/core/endpointSnapshot.ts';
import { RecentEndpoints } from '../../../src/host/recentEndpoints.ts';
import { endpointsToSendFrom } from '../../../src/host/transfers/endpointsToSendFrom.ts';

/** An open server, but for what is given. */
function endpoint(id: string, peers: number, more: Partial<EndpointSnapshot> = {}): EndpointSnapshot {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':0' };
  const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers };
  const nothing = { entries: 0, firstEntry: 0, generation: 0 };
  return { id, config, state: 'open', address: 'tcp://127.0.0.1:1', counters, ...nothing, ...more };
}

const ids = (endpoints: readonly EndpointSnapshot[]) => endpoints.map(({ id }) => id).join();

describe('endpoints to choose from', () => {
  const all = [endpoint('a', 0), endpoint('b', 1), endpoint('c', 0), endpoint('d', 2)];

  it('come in the order in which they were used last, then the newest', () => {
    const recent = new RecentEndpoints();
    assert.equal(ids(recent.latestFirst(all)), 'd,c,b,a');
    for (const id of ['d', 'a', 'gone', 'b', 'd']) recent.use(id);
    assert.equal(ids(recent.latestFirst(all)), 'd,b,a,c');
  });

  it('to send from are open, and those with somebody to send to come first', () => {
    const recent = new RecentEndpoints();
    for (const id of ['d', 'b', 'a']) recent.use(id);
    assert.equal(ids(endpointsToSendFrom(recent.latestFirst(all))), 'b,d,a,c');
    const udp = { kind: 'udp', address: ':0', remote: '127.0.0.1:1' } as const;
    const others = [
      endpoint('closed', 0, { state: 'closed' }),
      endpoint('alone', 0),
      endpoint('udp', 0, { config: udp }),
    ];
    assert.equal(ids(endpointsToSendFrom(others)), 'udp,alone');
  });
});
