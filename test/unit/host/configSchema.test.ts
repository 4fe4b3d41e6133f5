import assert from 'node:assert/strict';
import { ConfigError } from '../../../src/core/configError.ts';
import { parseEndpointConfig, parseSavedEndpoint } from '../../../src/host/configSchema.ts';

describe('the schema of configs', () => {
  const server = { kind: 'tcp-server', address: ':0' };

  it('takes and refuses what the schema itself does', async () => {
    assert.deepEqual((await parseEndpointConfig(server)).config, server);
    assert.equal((await parseSavedEndpoint({ ...server, autoStart: true })).autoStart, true);
    for (const parse of [parseEndpointConfig, parseSavedEndpoint])
      await assert.rejects(parse({ ...server, maxPeers: 'many' }), ConfigError);
  });
});
