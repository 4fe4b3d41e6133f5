import assert from 'node:assert/strict';
import { checkedCalls } from '../../../../src/host/panel/checkedCalls.ts';

describe('checked calls of a page', () => {
  const calls = () => {
    const made: unknown[] = [];
    const checked = checkedCalls({
      openPeer: async (peer: string) => {
        made.push(peer);
        if (peer === 'bad') throw new RangeError('no such peer');
        return `${peer} is open`;
      },
    });
    return { made, checked };
  };

  it('give what the call gives, or its error', async () => {
    const { checked } = calls();
    assert.equal(await checked.openPeer('p1'), 'p1 is open');
    await assert.rejects(checked.openPeer('bad'), { name: 'RangeError', message: 'no such peer' });
  });

  it('reject what is not of their shape, and are not made', async () => {
    const { checked, made } = calls();
    const openPeer = checked.openPeer as (...args: unknown[]) => Promise<unknown>;
    for (const args of [[], [7], ['p1', 'more']]) await assert.rejects(openPeer(...args), TypeError);
    assert.deepEqual(made, []);
  });
});
