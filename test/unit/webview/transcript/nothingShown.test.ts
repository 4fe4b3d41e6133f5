import assert from 'node:assert/strict';
import { nothing } from 'lit';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';
import { type NothingShown, nothingShown } from '../../../../webview/transcript/nothingShown.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('an empty transcript', () => {
  let calls: string[];
  const shown = (query: ViewQuery, more: Partial<NothingShown> = {}) =>
    nothingShown({
      query,
      role: 'client',
      peer: undefined,
      clearFilter: () => calls.push('filter'),
      showUnmatched: () => calls.push('search'),
      showAllPeers: () => calls.push('peers'),
      ...more,
    });

  beforeEach(() => {
    calls = [];
  });

  it('says that the filter matches nothing, and clears it', () => {
    const narrowed: ViewQuery[] = [{ kinds: [] }, { minBytes: 9 }, { maxBytes: 1, needle: 'x', onlyMatches: true }];
    for (const query of narrowed) {
      const drawn = shown(query, { peer: ':9' });
      assert.equal(textOf(drawn), 'No entries match the filter. Clear Filter');
      press(drawn, 'Clear Filter');
    }
    assert.deepEqual(calls, ['filter', 'filter', 'filter']);
  });

  it('says that nothing was found if only matches are shown', () => {
    const drawn = shown({ needle: 'x', onlyMatches: true }, { peer: ':9' });
    assert.equal(textOf(drawn), 'No entries match the search. Show All Entries');
    press(drawn, 'Show All Entries');
    assert.deepEqual(calls, ['search']);
    assert.equal(shown({ needle: 'x' }), nothing);
    assert.equal(shown({ needle: '', onlyMatches: true }), nothing);
  });

  it('names the only peer shown, and can show all', () => {
    const drawn = shown({ peer: 'p1' }, { peer: 'sensor' });
    assert.equal(textOf(drawn), 'No entries for sensor. Show All Clients');
    press(drawn, 'Show All Clients');
    assert.deepEqual(calls, ['peers']);
    assert.match(textOf(shown({ peer: 'p1' }, { peer: ':9', role: 'sender' })), /Show All Senders$/);
  });

  it('says that it is still being read, whatever the query, and how much has been', () => {
    for (const query of [{}, { kinds: [] }, { peer: 'p1' }]) {
      const drawn = shown(query, { peer: 'sensor', reading: { percent: undefined } });
      assert.equal(textOf(drawn), 'Reading the transcript…');
    }
    const all = elements(shown({}, { reading: { percent: 42 } }));
    assert.equal(all[0]?.text, 'Reading the transcript… 42%');
    assert.deepEqual([all[1]?.text, all[1]?.attributes['aria-hidden']], ['42%', 'true'], 'not announced each time');
  });

  it('says nothing if everything is shown', () => {
    assert.equal(shown({}), nothing);
  });
});
