import assert from 'node:assert/strict';
import { RecentEndpoints } from '../../../src/client/recentEndpoints.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';

describe('endpoints that were used', () => {
  it('come in the order in which they were used last, then the newest', () => {
    const all = ['a', 'b', 'c', 'd'].map(id => endpointSnapshot(id, 0));
    const latest = (recent: RecentEndpoints) =>
      recent
        .latestFirst(all)
        .map(({ id }) => id)
        .join();
    const recent = new RecentEndpoints();
    assert.equal(latest(recent), 'd,c,b,a');
    for (const id of ['d', 'a', 'gone', 'b', 'd']) recent.use(id);
    assert.equal(latest(recent), 'd,b,a,c');
  });
});
