import assert from 'node:assert/strict';
import { entryKinds } from '../../../../src/core/transcriptEntry.ts';
import { filterOf, filtersToTry, isNarrowed, shownBy } from '../../../../webview/find/viewQuery.ts';

describe('a view’s filter', () => {
  it('is empty if everything is shown', () => {
    assert.deepEqual(filterOf({}), {});
    assert.deepEqual(
      filterOf({ kinds: entryKinds, needle: '', onlyMatches: true, matchCase: true, mode: 'regex' }),
      {},
    );
  });

  it('contains what is narrowed, including 0 and an empty set of kinds', () => {
    assert.deepEqual(filterOf({ peer: 'p1', kinds: [], minBytes: 0, maxBytes: 0 }), {
      peers: ['p1'],
      kinds: [],
      minBytes: 0,
      maxBytes: 0,
    });
  });

  it('searches by the mode, with that mode’s options', () => {
    const options = { needle: '01', matchCase: true, wholeWord: true };
    assert.deepEqual(filterOf({ needle: '01' }), { search: { text: '01', matchCase: false, wholeWord: false } });
    assert.deepEqual(filterOf(options), { search: { text: '01', matchCase: true, wholeWord: true } });
    assert.deepEqual(filterOf({ ...options, mode: 'regex' }), { search: { regex: '01', matchCase: true } });
    assert.deepEqual(filterOf({ ...options, mode: 'hex' }), { search: { hex: '01' } });
  });

  it('shows only matches if requested', () => {
    assert.equal(filterOf({ needle: 'x', onlyMatches: true }).onlyMatches, true);
    assert.ok(!('onlyMatches' in filterOf({ needle: 'x' })));
  });
});

describe('possibly invalid filters of a view', () => {
  const search = { regex: '(', matchCase: false };
  const earlier = { regex: 'x', matchCase: false };

  it('are only one as long as none was accepted and there is no search', () => {
    assert.deepEqual(filtersToTry({ minBytes: 1 }, undefined), [{ minBytes: 1 }]);
  });

  it('omit the search', () => {
    const filter = { minBytes: 1, search };
    const others = filtersToTry(filter, { peers: ['p1'], search: earlier });
    assert.deepEqual(others, [filter, { minBytes: 1 }, { peers: ['p1'], search: earlier }]);
  });

  it('have the last accepted search if only matches are shown', () => {
    const filter = { minBytes: 1, search, onlyMatches: true };
    const accepted = { search: earlier, onlyMatches: true };
    assert.deepEqual(filtersToTry(filter, accepted), [filter, { minBytes: 1, ...accepted }, accepted]);
    assert.deepEqual(filtersToTry(filter, undefined), [filter, { minBytes: 1 }]);
    assert.deepEqual(filtersToTry(filter, { search: earlier })[1], { minBytes: 1 });
  });
});

describe('a view’s contents', () => {
  it('ignore a search that only marks', () => {
    assert.deepEqual(shownBy({ peer: 'p1', needle: 'x' }), { peers: ['p1'] });
    assert.ok(shownBy({ needle: 'x', onlyMatches: true }).search);
  });

  it('are narrowed by kind and size, not by a peer or a search', () => {
    assert.ok(!isNarrowed({}));
    assert.ok(!isNarrowed({ peer: 'p1', needle: 'x', onlyMatches: true, kinds: entryKinds }));
    assert.ok(isNarrowed({ kinds: [] }));
    assert.ok(isNarrowed({ minBytes: 0 }));
    assert.ok(isNarrowed({ maxBytes: 0 }));
  });
});
