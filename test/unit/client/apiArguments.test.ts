import assert from 'node:assert/strict';
import { checkPeer, checkTarget } from '../../../src/client/apiArguments.ts';

describe('arguments of API callers', () => {
  const wrong = [null, {}, [], 7, true, new Date(0), () => 'p1', Symbol('p1')];

  it('may name a peer by its id', () => {
    for (const peer of ['p1', '', undefined]) checkPeer(peer);
    for (const peer of wrong)
      assert.throws(() => checkPeer(peer), { name: 'TypeError', message: /^peer must be a string/ });
  });

  it('may name a message’s recipients', () => {
    for (const to of [undefined, 'all', { peer: 'p1' }, { address: 'a:1' }, { peer: 'p1', address: 'a:1' }])
      checkTarget(to);
    for (const to of ['p1', '', null, 7, true, () => 'all', Symbol('all')])
      assert.throws(() => checkTarget(to), TypeError);
    for (const one of wrong) {
      assert.throws(() => checkTarget({ peer: one }), TypeError);
      assert.throws(() => checkTarget({ address: one }), TypeError);
    }
  });
});
