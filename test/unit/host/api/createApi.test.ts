import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { ApiParts } from '../../../../src/host/api/apiEndpoint.ts';
import { createApi } from '../../../../src/host/api/createApi.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';

describe('the public API', () => {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':0' };
  let failure: Error | undefined;
  let opened: [unknown, unknown][];
  let revealed: string[];
  let endpoints: FakeEndpoints;
  let api: ReturnType<typeof createApi>;

  beforeEach(() => {
    failure = undefined;
    opened = [];
    revealed = [];
    endpoints = fakeEndpoints([], {
      open: async (given, how) => {
        opened.push([given, how]);
        if (failure) throw failure;
        endpoints.list(...endpoints.all, endpointSnapshot('new', 0, { config: given }));
        return endpoints.find('new');
      },
    });
    const parts = { transfers: { endpoints }, video: {} } as unknown as ApiParts;
    api = createApi(endpoints, parts, id => void revealed.push(id));
  });
  afterEach(() => api.dispose());

  it('returns the same endpoint object while it is listed', async () => {
    const one = await api.open(config);
    assert.equal(api.endpoints[0], one);
    endpoints.list();
    assert.deepEqual(api.endpoints, []);
    assert.equal(one.state, 'closed', 'it is gone');
    endpoints.list(endpointSnapshot('new', 0));
    assert.notEqual(api.endpoints[0], one, 'a different one, though it has the same id');
  });

  it('opens endpoints that end with the window, and reveals them only on request', async () => {
    await api.open({ ...config, greating: 'hi' } as EndpointConfig);
    assert.deepEqual(opened, [[{ ...config, greating: 'hi' }, { isKept: false }]]);
    assert.deepEqual(revealed, []);
    await api.open(config, { reveal: true });
    assert.deepEqual(revealed, ['new']);
  });

  it('rejects an invalid config by field, and opens nothing', async () => {
    await assert.rejects(api.open({ ...config, maxPeers: 0 }), { name: 'TypeError', message: /maxPeers/ });
    assert.deepEqual(opened, []);
  });

  it('rejects with a code and a sentence', async () => {
    failure = SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://127.0.0.1:9' });
    await assert.rejects(api.open(config, { reveal: true }), {
      code: 'EADDRINUSE',
      message: 'Cannot listen on 127.0.0.1:9: address already in use',
    });
    assert.deepEqual(revealed, []);
  });

  it('notifies each endpoint of its own changes, and of all changes to the list', () => {
    endpoints.list(endpointSnapshot('a', 0), endpointSnapshot('b', 0));
    const changes: string[] = [];
    for (const endpoint of api.endpoints) endpoint.onDidChange(() => void changes.push(endpoint.id));
    api.onDidChangeEndpoints(() => void changes.push('list'));
    endpoints.change(endpointSnapshot('b', 1));
    endpoints.list(endpointSnapshot('b', 1));
    endpoints.change(endpointSnapshot('b', 2));
    assert.deepEqual(changes, ['b', 'list', 'b']);
    api.dispose();
    endpoints.list();
    assert.equal(changes.length, 3);
  });
});
