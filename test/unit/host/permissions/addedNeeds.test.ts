import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { addedNeeds } from '../../../../src/host/permissions/addedNeeds.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the needs of another config for an endpoint', () => {
  freshVscode();
  const server: EndpointConfig = { kind: 'tcp-server', address: ':9000' };
  const exposed: EndpointConfig = { ...server, address: '0.0.0.0:9000' };
  const added = async (had: EndpointConfig, wanted?: EndpointConfig, isGranted = false) =>
    (await addedNeeds({ has: () => isGranted }, had, wanted)).map(({ params }) => params);

  it('are what the endpoint doesn’t do yet', async () => {
    assert.deepEqual(await added(server, exposed), [{ permission: 'listen', address: '0.0.0.0:9000' }]);
    assert.deepEqual(await added(exposed, { ...exposed, address: '0.0.0.0:1' }), []);
    assert.deepEqual(await added(exposed, server), []);
  });

  it('are empty without a config, and for what is permitted', async () => {
    assert.deepEqual(await added(server), []);
    assert.deepEqual(await added(server, exposed, true), []);
  });
});
