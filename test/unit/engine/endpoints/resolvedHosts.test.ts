import assert from 'node:assert/strict';
import dns from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';
import type { Address } from '../../../../src/core/address.ts';
import { ResolvedHosts } from '../../../../src/engine/endpoints/resolvedHosts.ts';

describe('the host names that a UDP socket sends to', () => {
  let lookups: PromiseWithResolvers<unknown>[];
  let hosts: ResolvedHosts;
  const named = (host: string, port = 9000): Address => ({ host, port });
  const found = [{ address: '192.0.2.1', family: 4 }];

  beforeEach(() => {
    lookups = [];
    hosts = new ResolvedHosts();
    mock.method(dns, 'lookup', () => {
      const lookup = Promise.withResolvers<unknown>();
      lookups.push(lookup);
      return lookup.promise;
    });
    syncBuiltinESMExports();
  });

  afterEach(() => {
    mock.restoreAll();
    syncBuiltinESMExports();
  });

  it('are resolved once for everything sent to them meanwhile', async () => {
    const first = hosts.resolve(named('a.example'), [4]);
    assert.equal(hosts.resolve(named('a.example'), [4]), first);
    void hosts.resolve(named('b.example'), [4]);
    void hosts.resolve(named('a.example', 9001), [4]);
    assert.equal(lookups.length, 3);
    lookups[0]?.resolve(found);
    assert.deepEqual(await first, { host: '192.0.2.1', family: 4 });
  });

  it('are resolved again for later sends, even after a failure', async () => {
    const first = hosts.resolve(named('a.example'), [4]);
    lookups[0]?.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
    await assert.rejects(first, { code: 'ENOTFOUND' });
    const later = hosts.resolve(named('a.example'), [4]);
    assert.equal(lookups.length, 2);
    lookups[1]?.resolve(found);
    assert.deepEqual(await later, { host: '192.0.2.1', family: 4 });
  });

  it('are listed with their peers’ addresses unless they are the same', () => {
    assert.equal(hosts.addresses, undefined);
    hosts.keep(named('192.0.2.1'), '192.0.2.1:9000');
    assert.equal(hosts.addresses, undefined);
    hosts.keep(named('a.example'), '192.0.2.1:9000');
    hosts.keep(named('a.example'), '192.0.2.2:9000');
    assert.deepEqual(hosts.addresses, { 'a.example:9000': '192.0.2.2:9000' });
  });

  it('are dropped beyond 32, the least recently used first', () => {
    for (let number = 0; number < 32; number++) hosts.keep(named(`h${number}`), '192.0.2.1:9000');
    hosts.keep(named('h0'), '192.0.2.1:9000');
    hosts.keep(named('new'), '192.0.2.1:9000');
    const kept = Object.keys(hosts.addresses ?? {});
    assert.deepEqual([kept.length, kept.includes('h0:9000'), kept.includes('h1:9000')], [32, true, false]);
  });
});
