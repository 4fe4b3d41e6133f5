import assert from 'node:assert/strict';
import { entryKinds } from '../../../../src/core/transcriptEntry.ts';
import { filterOf, filtersToTry, isNarrowed, shownBy } from '../../../../webview/find/viewQuery.ts';

describe('the filter of a view', () => {
  it('asks for nothing where all is shown', () => {
    assert.deepEqual(filterOf({}), {});
    assert.deepEqual(
      filterOf({ kinds: entryKinds, needle: '', onlyMatches: true, matchCase: true, mode: 'regex' }),
      {},
    );
  });

  it('has what is narrowed, 0 and no kind at all included', () => {
    assert.deepEqual(filterOf({ peer: 'p1', kinds: [], minBytes: 0, maxBytes: 0 }), {
      peers: ['p1'],
      kinds: [],
      minBytes: 0,
      maxBytes: 0,
    });
  });

  it('searches by the mode, with the options that the mode has', () => {
    const options = { needle: '01', matchCase: true, wholeWord: true };
    assert.deepEqual(filterOf({ needle: '01' }), { search: { text: '01', matchCase: false, wholeWord: false } });
    assert.deepEqual(filterOf(options), { search: { text: '01', matchCase: true, wholeWord: true } });
    assert.deepEqual(filterOf({ ...options, mode: 'regex' }), { search: { regex: '01', matchCase: true } });
    assert.deepEqual(filterOf({ ...options, mode: 'hex' }), { search: { hex: '01' } });
  });

  it('shows only what is found where that is wanted', () => {
    assert.equal(filterOf({ needle: 'x', onlyMatches: true }).onlyMatches, true);
    assert.ok(!('onlyMatches' in filterOf({ needle: 'x' })));
  });
});

describe('the filters of a view that may be invalid', () => {
  const search = { regex: '(', matchCase: false };
  const earlier = { regex: 'x', matchCase: false };

  it('are only one as long as none was accepted and nothing is searched', () => {
    assert.deepEqual(filtersToTry({ minBytes: 1 }, undefined), [{ minBytes: 1 }]);
  });

  it('leave out the search', () => {
    const filter = { minBytes: 1, search };
    const others = filtersToTry(filter, { peers: ['p1'], search: earlier });
    assert.deepEqual(others, [filter, { minBytes: 1 }, { peers: ['p1'], search: earlier }]);
  });

  it('have the search accepted last where only matches are shown', () => {
    const filter = { minBytes: 1, search, onlyMatches: true };
    const accepted = { search: earlier, onlyMatches: true };
    assert.deepEqual(filtersToTry(filter, accepted), [filter, { minBytes: 1, ...accepted }, accepted]);
    assert.deepEqual(filtersToTry(filter, undefined), [filter, { minBytes: 1 }]);
    assert.deepEqual(filtersToTry(filter, { search: earlier })[1], { minBytes: 1 });
  });
});

describe('what a view shows', () => {
  it('is without a search that only marks', () => {
    assert.deepEqual(shownBy({ peer: 'p1', needle: 'x' }), { peers: ['p1'] });
    assert.ok(shownBy({ needle: 'x', onlyMatches: true }).search);
  });

  it('is narrowed by kind and size, not by a peer or a search', () => {
    assert.ok(!isNarrowed({}));
    assert.ok(!isNarrowed({ peer: 'p1', needle: 'x', onlyMatches: true, kinds: entryKinds }));
    assert.ok(isNarrowed({ kinds: [] }));
    assert.ok(isNarrowed({ minBytes: 0 }));
    assert.ok(isNarrowed({ maxBytes: 0 }));
  });
});
