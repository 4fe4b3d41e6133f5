import assert from 'node:assert/strict';
import { checkedCalls } from '../../../../src/client/page/checkedCalls.ts';

describe('checked page calls', () => {
  const calls = () => {
    const made: unknown[] = [];
    const checked = checkedCalls(
      {
        openPeer: async (peer: string) => {
          made.push(peer);
          if (peer === 'bad') throw new RangeError('no such peer');
          return `${peer} is open`;
        },
      },
      () => assert.fail('no guard is needed'),
    );
    return { made, checked };
  };

  it('return the call’s result or error', async () => {
    const { checked } = calls();
    assert.equal(await checked.openPeer('p1'), 'p1 is open');
    await assert.rejects(checked.openPeer('bad'), { name: 'RangeError', message: 'no such peer' });
  });

  it('reject arguments of the wrong shape without calling', async () => {
    const { checked, made } = calls();
    const openPeer = checked.openPeer as (...args: unknown[]) => Promise<unknown>;
    for (const args of [[], [7], ['p1', 'more']]) await assert.rejects(openPeer(...args), TypeError);
    assert.deepEqual(made, []);
  });

  it('run, and are guarded, within their page’s limits, which see the checked arguments', async () => {
    const seen: unknown[] = [];
    const note = (what: string) => async () => Boolean(seen.push(what));
    const { clearTransfers, actOnTransfer } = checkedCalls(
      { clearTransfers: note('made'), actOnTransfer: note('made') } as {
        clearTransfers: () => Promise<unknown>;
        actOnTransfer: (...args: unknown[]) => Promise<unknown>;
      },
      async () => ({ actOnTransfer: note('guarded') }),
      async (name, args, call) => {
        seen.push([name, ...args]);
        return name === 'clearTransfers' ? Promise.reject(new RangeError('too many')) : call();
      },
    );
    await assert.rejects(clearTransfers(), { message: 'too many' });
    await actOnTransfer('retry', 't1');
    await assert.rejects(actOnTransfer('steal', 't1'), TypeError);
    assert.deepEqual(seen, [['clearTransfers'], ['actOnTransfer', 'retry', 't1'], 'guarded', 'made']);
  });

  it('run only if their guard allows it, which sees the checked arguments', async () => {
    const seen: unknown[] = [];
    let answer: () => Promise<boolean> = async () => true;
    const { actOnTransfer } = checkedCalls(
      { actOnTransfer: async (...args: unknown[]) => void seen.push(['made', ...args]) },
      async () => ({
        actOnTransfer: async (...args: unknown[]) => {
          seen.push(['asked', ...args]);
          return answer();
        },
      }),
    );
    await actOnTransfer('retry', 't1');
    assert.deepEqual(seen, [
      ['asked', 'retry', 't1'],
      ['made', 'retry', 't1'],
    ]);
    answer = async () => false;
    assert.equal(await actOnTransfer('retry', 't2'), undefined);
    answer = async () => Promise.reject(new Error('no'));
    await assert.rejects(actOnTransfer('retry', 't3'), { message: 'no' });
    await assert.rejects(actOnTransfer('steal', 't4'), TypeError);
    assert.deepEqual(seen.slice(2), [
      ['asked', 'retry', 't2'],
      ['asked', 'retry', 't3'],
    ]);
  });

  it('aren’t made if their guard is missing or can’t be loaded', async () => {
    const calls = { actOnTransfer: async () => assert.fail('it was made') } as {
      actOnTransfer: (...args: unknown[]) => Promise<unknown>;
    };
    const { actOnTransfer } = checkedCalls(calls, async () => ({}) as never);
    assert.equal(await actOnTransfer('retry', 't1'), undefined);
    const unloaded = checkedCalls(calls, () => Promise.reject(new Error('no such file')));
    await assert.rejects(unloaded.actOnTransfer('retry', 't1'), { message: 'no such file' });
  });
});
