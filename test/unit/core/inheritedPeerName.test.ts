import assert from 'node:assert/strict';
import { inheritedPeerName, type PeerAddresses, unusedPeerNames } from '../../../src/core/inheritedPeerName.ts';

const names = { '127.0.0.1:1': 'sensor', '127.0.0.1:2': 'gateway', '[::1]:3': 'other host' };

describe('available names', () => {
  it('are those of no open peer, the most recent first', () => {
    assert.deepEqual(unusedPeerNames(names, ['127.0.0.1:2']), ['other host', 'sensor']);
    assert.deepEqual(unusedPeerNames({ ...names, '127.0.0.1:4': 'sensor' }, ['127.0.0.1:4', '127.0.0.1:2']), [
      'other host',
    ]);
    assert.deepEqual(unusedPeerNames({}, ['127.0.0.1:1']), []);
  });
});

describe('the name of a returning peer', () => {
  const [before, next] = ['127.0.0.1:1', '127.0.0.1:9'];
  const nameOf = ({ open = [next], closed = [before] }: Partial<PeerAddresses> = {}, given = names) =>
    inheritedPeerName(given, { before, next }, { open, closed });

  it('is that of its predecessor from the same host', () => {
    assert.equal(nameOf(), 'sensor');
    assert.equal(nameOf({ open: [next, '127.0.0.1:2'] }), 'sensor', 'the other named one is open');
    assert.equal(nameOf({ closed: [before, '[::1]:3', '127.0.0.1:7'] }), 'sensor', 'on another host, or unnamed');
    assert.equal(nameOf({ closed: [] }), 'sensor', 'its entries are gone');
  });

  it('stays the same after several reconnections', () => {
    const carried = { ...names, '127.0.0.1:8': 'sensor' };
    assert.equal(nameOf({ closed: ['127.0.0.1:8', before] }, carried), 'sensor');
  });

  it('is undefined while it would be ambiguous', () => {
    assert.equal(nameOf({ closed: [before, '127.0.0.1:2'] }), undefined, 'two named ones of the host have closed');
    assert.equal(nameOf({ open: [before, next], closed: [] }), undefined, 'the one before is open');
    const twice = { ...names, '127.0.0.1:5': 'sensor' };
    assert.equal(nameOf({ open: [next, '127.0.0.1:5'] }, twice), undefined, 'an open one has the name');
    assert.equal(nameOf({}, { ...names, [next]: 'mine' }), undefined, 'it has a name');
    assert.equal(inheritedPeerName(names, { before, next: '[::1]:9' }, { open: [], closed: [before] }), undefined);
    assert.equal(inheritedPeerName(names, { before: next, next: before }, { open: [], closed: [] }), undefined);
  });

  it('depends on the path of a Unix socket', () => {
    const of = { before: '/tmp/a.sock #1', next: '/tmp/a.sock #2' };
    assert.equal(inheritedPeerName({ [of.before]: 'sensor' }, of, { open: [of.next], closed: [of.before] }), 'sensor');
  });
});
