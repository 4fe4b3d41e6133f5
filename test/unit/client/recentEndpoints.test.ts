import assert from 'node:assert/strict';
import { RecentEndpoints } from '../../../src/client/recentEndpoints.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';

describe('recently used endpoints', () => {
  it('are sorted by last use, then newest first', () => {
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
