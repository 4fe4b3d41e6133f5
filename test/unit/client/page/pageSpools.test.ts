import assert from 'node:assert/strict';
import { PageSpools } from '../../../../src/client/page/pageSpools.ts';

describe('files handed over by a page', () => {
  let calls: unknown[][];
  let spools: PageSpools;

  beforeEach(() => {
    calls = [];
    const engine = {
      spool: async (...args: unknown[]) => void calls.push(['spool', ...args]),
      closeSpool: async (...args: unknown[]) => void calls.push(['close', ...args]),
    };
    spools = new PageSpools(() => engine);
  });

  it('can be written by the page that opened them, until they are closed', async () => {
    const bytes = Uint8Array.of(1);
    spools.forThisPage()(['s1']);
    await spools.spool('s1', bytes);
    await assert.rejects(spools.spool('s2', bytes), RangeError);
    await spools.close('s1', true);
    await assert.rejects(spools.spool('s1', bytes), RangeError);
    await spools.close('s1', false);
    assert.deepEqual(calls, [
      ['spool', 's1', bytes],
      ['close', 's1', true],
    ]);
  });

  it('are discarded with the page', () => {
    spools.forThisPage()(['s1', 's2']);
    spools.abandon();
    spools.abandon();
    assert.deepEqual(calls, [
      ['close', 's1', false],
      ['close', 's2', false],
    ]);
  });

  it('are discarded at once if the page closed while opening them', () => {
    const keep = spools.forThisPage();
    spools.abandon();
    keep(['s1']);
    assert.deepEqual(calls, [['close', 's1', false]]);
  });

  it('stay with the new page if an answer for the old one arrives late', async () => {
    const keep = spools.forThisPage();
    spools.abandon();
    spools.forThisPage()(['new']);
    keep(['old']);
    await spools.spool('new', Uint8Array.of(1));
    assert.deepEqual(calls, [
      ['close', 'old', false],
      ['spool', 'new', Uint8Array.of(1)],
    ]);
  });

  it('are discarded even if the engine is gone', async () => {
    const gone = new PageSpools(() => {
      throw new Error('no engine');
    });
    gone.forThisPage()(['s1']);
    gone.abandon();
    await assert.rejects(gone.spool('s1', new Uint8Array()), RangeError);
  });
});
