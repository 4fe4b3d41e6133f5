import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { freeAddress } from '../../../../src/host/commands/freeAddress.ts';
import type { SavedEndpoint, SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';

describe('the address of a copy', () => {
  function copied(config: EndpointConfig, listed: EndpointConfig[] = [], stored: EndpointConfig[] = []) {
    const endpoints = fakeEndpoints(listed.map((one, at) => endpointSnapshot(`${at}`, 0, { config: one })));
    const saved = { all: async () => stored.map(one => ({ config: one }) as SavedEndpoint) } as SavedEndpoints;
    return freeAddress(config, { endpoints, saved });
  }
  const at = (port: number, kind: EndpointConfig['kind'] = 'tcp-server') => ({ kind, address: `:${port}` });

  it('is formatted like the original’s', async () => {
    const originals = ['udp://127.0.0.1:9', '0.0.0.0:9', ':9', '9', 'localhost:9/', '[::1]:9'];
    const copies = originals.map(address => copied({ kind: 'udp', address }));
    assert.deepEqual(
      (await Promise.all(copies)).map(address => address.replace(/\d+(?=\/?$)/, '9')),
      originals,
    );
  });

  it('is the same for a client, a path and a port chosen by the system', async () => {
    for (const address of ['127.0.0.1:9', 'unix:/tmp/a'])
      assert.equal(await copied({ kind: 'tcp-client', address }), address);
    assert.equal(await copied({ kind: 'tcp-server', address: 'unix:/tmp/a' }), 'unix:/tmp/a');
    assert.equal(await copied({ kind: 'udp', address: ':0' }), ':0');
  });

  it('uses no port of a listed or saved endpoint of the kind, open or not', async () => {
    const free = Number((await copied(at(40_000))).slice(1));
    assert.ok(free > 40_000);
    const others = [at(free, 'tcp-client'), at(free, 'udp')];
    assert.equal(await copied(at(40_000), others, others), `:${free}`);
    const next = Number((await copied(at(40_000), [at(free)])).slice(1));
    assert.ok(next > free);
    const last = Number((await copied(at(40_000), [at(free)], [at(next)])).slice(1));
    assert.ok(last > next);
  });
});
