import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../src/core/endpointConfig.ts';
import { hostEndpoints } from '../../support/hostEndpoints.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the host’s endpoints', () => {
  const folder = temporaryFolder();

  it('have in the next window what the panel kept in the last one', async () => {
    const kept = JSON.stringify({ peers: { shown: { id: 'p1', address: '127.0.0.1:9', connectedAt: 1 } } });
    const before = await hostEndpoints(folder.path);
    const { id } = await before.open({ kind: 'tcp-server', address: '127.0.0.1:0' }, { isKept: true });
    before.keepPanel(id, kept);
    await before.dispose();
    const after = await hostEndpoints(folder.path);
    const { endpoints } = await after.restore(async config => config as EndpointConfig);
    assert.deepEqual(
      endpoints.map(one => one.id),
      [id],
    );
    assert.equal(after.panelState(id), kept);
    await after.dispose();
  });
});
