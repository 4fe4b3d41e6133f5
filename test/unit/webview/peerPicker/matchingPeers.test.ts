import assert from 'node:assert/strict';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { matchingPeers } from '../../../../webview/peerPicker/matchingPeers.ts';

describe('a peer search', () => {
  const peersOf = (...addresses: string[]): PeerSnapshot[] =>
    addresses.map((address, at) => ({
      id: `p${at + 1}`,
      address,
      state: 'open',
      bytesIn: 0,
      bytesOut: 0,
      connectedAt: 1,
    }));
  const nameOf = ({ address }: PeerSnapshot) => (address === '127.0.0.1:5000' ? `Sensor (${address})` : address);
  const found = (typed: string, ...addresses: string[]) =>
    matchingPeers(peersOf(...addresses), typed, nameOf).listed.map(({ address }) => address);

  it('finds text in names and addresses, in any case', () => {
    const all = ['127.0.0.1:5000', '127.0.0.1:6000', '[FE80::1]:6000'];
    assert.deepEqual(found('', ...all), all);
    assert.deepEqual(found(' :6000 ', ...all), all.slice(1));
    assert.deepEqual(found('fe80', ...all), ['[FE80::1]:6000']);
    assert.deepEqual(found('sens', ...all), ['127.0.0.1:5000']);
    assert.deepEqual(found('7000', ...all), []);
  });

  it('returns at most a hundred, with the number of the others', () => {
    const many = peersOf(...Array.from({ length: 10_000 }, (_, at) => `10.0.0.1:${at}`));
    const { listed, more } = matchingPeers(many, '', nameOf);
    assert.deepEqual([listed.length, listed[0]?.address, more], [100, '10.0.0.1:0', 9900]);
    assert.equal(matchingPeers(many.slice(0, 100), '', nameOf).more, 0);
    assert.deepEqual(
      matchingPeers(many, ':9999', nameOf).listed.map(({ address }) => address),
      ['10.0.0.1:9999'],
    );
  });
});
