import assert from 'node:assert/strict';
import { maxPeerNames, maxPeerNameUnits } from '../../../../src/core/limits.ts';
import { renamed } from '../../../../src/engine/endpoints/peerNames.ts';

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
