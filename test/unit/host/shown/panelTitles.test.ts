import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { NumberedKinds, numberedKinds, panelTitle, panelTitles } from '../../../../src/host/shown/panelTitles.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the title of a panel', () => {
  freshVscode();

  const address = '127.0.0.1:9000';
  const [server, client] = [{ kind: 'tcp-server' } as const, { kind: 'tcp-client' } as const];
  const listed = (...configs: Partial<EndpointConfig>[]) =>
    configs.map((config, at) =>
      endpointSnapshot(`${at}`, 0, { address: `tcp://${address}`, config: { ...server, address, ...config } }),
    );
  const titles = (...configs: Partial<EndpointConfig>[]) => [...panelTitles(listed(...configs)).values()];

  it('is the name of its endpoint, otherwise the address', () => {
    assert.deepEqual(titles({ name: 'a' }, { name: 'b\u202e' }, {}), ['a', 'b\\u{202e}', address]);
  });

  it('has the kind after it if another endpoint has the same, and a number if both have the same kind', () => {
    assert.deepEqual(titles(server, client), [`${address} (TCP server)`, `${address} (TCP client)`]);
    assert.deepEqual(titles({ name: 'a' }, { name: 'a' }, { name: 'a', ...client }), [
      'a (TCP server 1)',
      'a (TCP server 2)',
      'a (TCP client)',
    ]);
  });

  it('has the number that is shown beside an icon, where nothing else tells endpoints apart', () => {
    assert.deepEqual(
      [...numberedKinds(listed(server, client, client, { name: 'a' }))],
      [
        ['1', 'TCP client 1'],
        ['2', 'TCP client 2'],
      ],
    );
    const kinds = new NumberedKinds();
    const [one, two, third] = listed(client, client, client);
    assert.ok(one && two && third);
    assert.deepEqual(kinds.update([one]), []);
    assert.deepEqual(kinds.update([one, two]), ['0', '1'], 'the one that was there before, too');
    assert.deepEqual(kinds.update([one, two, third]), ['2']);
    assert.deepEqual([kinds.of('0'), kinds.of('1'), kinds.of('2')], ['TCP client 1', 'TCP client 2', 'TCP client 3']);
    assert.deepEqual(kinds.update([two]), ['0', '1', '2']);
    assert.equal(kinds.of('1'), undefined);
  });

  it('is found for one of them, and empty for one that isn’t listed', () => {
    assert.equal(panelTitle({ id: '1' }, listed(server, client)), `${address} (TCP client)`);
    assert.equal(panelTitle({ id: 'gone' }, []), '');
  });
});
