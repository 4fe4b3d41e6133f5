import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { maxPeerNames, maxPeerNameUnits } from '../../../../src/core/limits.ts';
import type { EndpointOptions } from '../../../../src/engine/endpoints/endpointOptions.ts';
import { KeptEndpoint, renamed } from '../../../../src/engine/endpoints/keptEndpoint.ts';
import { readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('an endpoint’s record for the next window', () => {
  const folder = temporaryFolder();
  const state = {
    config: { kind: 'tcp-server', address: ':0' },
    address: 'tcp://127.0.0.1:9000',
    state: 'open',
  } as const;
  const budget = { fails: () => undefined, writes: () => undefined };
  const kept = (keptSinceMs?: number) =>
    new KeptEndpoint({ directory: folder.at('a'), keptSinceMs, budget } as unknown as EndpointOptions);
  const record = async () => (await readRecords(folder.path))[0]?.[1];

  it('has its state, its panel and the names of its peers', async () => {
    const endpoint = kept(5);
    endpoint.restore('draft', { '127.0.0.1:1': 'one' });
    endpoint.renamePeer('127.0.0.1:2', 'two');
    endpoint.write(state);
    await endpoint.settled();
    const peerNames = { '127.0.0.1:1': 'one', '127.0.0.1:2': 'two' };
    const about = { format: 'portside endpoint', version: 1, createdMs: 5 };
    assert.deepEqual(await record(), { ...about, ...state, panel: 'draft', peerNames });
    assert.deepEqual([endpoint.peerNames, endpoint.isKept], [{ peerNames }, true]);
  });

  it('has no panel and no names if there are none', async () => {
    const endpoint = kept(5);
    endpoint.renamePeer('127.0.0.1:1', 'one');
    endpoint.renamePeer('127.0.0.1:1', '');
    endpoint.write(state);
    await endpoint.settled();
    const read = await record();
    assert.ok(read && !('panel' in read) && !('peerNames' in read));
    assert.deepEqual(endpoint.peerNames, {});
  });

  it('doesn’t exist for an endpoint that ends with its window', async () => {
    const endpoint = kept();
    endpoint.write(state);
    await Promise.all([endpoint.settled(), endpoint.setAside(1), endpoint.end()]);
    assert.deepEqual([endpoint.isKept, existsSync(folder.at('a'))], [false, false]);
  });

  it('isn’t written while the endpoint is being removed', async () => {
    const endpoint = kept(5);
    endpoint.write(state);
    await endpoint.settled();
    await endpoint.setAside(Date.now());
    assert.equal(await record(), undefined);
    endpoint.isRemoved = true;
    endpoint.write(state);
    await endpoint.settled();
    assert.equal(await record(), undefined);
    endpoint.isRemoved = false;
    endpoint.write(state);
    await endpoint.settled();
    assert.equal((await record())?.address, state.address);
  });

  it('isn’t written once the endpoint has ended, and needn’t exist to set it aside', async () => {
    const endpoint = kept(5);
    await endpoint.end();
    endpoint.write(state);
    await endpoint.settled();
    assert.equal(existsSync(folder.at('a')), false);
    await endpoint.setAside(0);
  });
});

describe('peer names', () => {
  it('are set by address, changed, and removed by an empty one', () => {
    const named = renamed(renamed({}, 'a:1', 'sensor'), 'a:2', 'sensor');
    assert.deepEqual(named, { 'a:1': 'sensor', 'a:2': 'sensor' });
    assert.deepEqual(renamed(named, 'a:1', 'gateway'), { 'a:2': 'sensor', 'a:1': 'gateway' });
    assert.deepEqual(renamed(named, 'a:1', ' \n '), { 'a:2': 'sensor' });
    assert.deepEqual(renamed({}, 'a:1', ''), {});
  });

  it('are one line of limited length, without a split character at the end', () => {
    assert.deepEqual(renamed({}, 'a', ' two\n words\t'), { a: 'two words' });
    const { a = '' } = renamed({}, 'a', `${'x'.repeat(maxPeerNameUnits - 1)}👋`);
    assert.deepEqual([a.length, a.isWellFormed()], [maxPeerNameUnits, true]);
  });

  it('are limited in number: the oldest is dropped', () => {
    let names = {};
    for (let at = 0; at <= maxPeerNames; at++) names = renamed(names, `a:${at}`, 'x');
    assert.equal(Object.keys(names).length, maxPeerNames);
    assert.ok(!('a:0' in names));
  });
});
