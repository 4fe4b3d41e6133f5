import assert from 'node:assert/strict';
import { type Found, findBar } from '../../../../webview/find/findBar.ts';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';
import { elements, fire, named, press, textOf } from '../../../support/templates.ts';

const nothingFound: Found = { matches: 0, current: undefined, progress: 1, slow: 0, problem: undefined };

describe('the search bar', () => {
  let calls: unknown[];
  const bar = (query: ViewQuery = { needle: 'x' }, found: Partial<Found> = {}, peer?: string) =>
    findBar(query, { ...nothingFound, ...found }, peer, {
      change: part => calls.push(part),
      next: () => calls.push('next'),
      previous: () => calls.push('previous'),
      close: () => calls.push('close'),
    });
  const said = (found: Partial<Found>, query?: ViewQuery) => textOf(bar(query, found));

  beforeEach(() => {
    calls = [];
  });

  it('shows the number of matches, and the current one', () => {
    assert.equal(said({}), 'nothing found');
    assert.equal(said({ matches: 3 }), '3 found');
    assert.equal(said({ matches: 3, current: 0 }), '1 of 3');
  });

  it('names the only peer it has searched if nothing was found', () => {
    assert.equal(textOf(bar(undefined, {}, ':9')), 'nothing found for :9');
    assert.equal(textOf(bar(undefined, { progress: 0 }, ':9')), 'searching… · 0 %');
    assert.equal(textOf(bar(undefined, { matches: 3 }, ':9')), '3 found');
  });

  it('shows its progress, never 100 % before it is done', () => {
    assert.equal(said({ progress: 0 }), 'searching… · 0 %');
    assert.equal(said({ matches: 1, progress: 0.9999 }), '1 found · 99 %');
  });

  it('reports that messages took too long', () => {
    assert.equal(said({ slow: 1 }), 'nothing found · 1 message took too long to search');
    assert.equal(said({ matches: 2, slow: 3 }), '2 found · 3 messages took too long to search');
  });

  it('shows why the search is invalid, in place of everything else', () => {
    const broken = bar(undefined, { matches: 3, slow: 1, problem: 'missing )' });
    assert.equal(textOf(broken), 'missing )');
    assert.equal(named(broken, 'Find in the transcript').attributes['aria-invalid'], 'true');
  });

  it('shows nothing without a search', () => {
    assert.equal(said({ matches: 3 }, {}), '');
    assert.equal(said({ matches: 3 }, { needle: '' }), '');
  });

  it('returns to text when the active mode is pressed', () => {
    press(bar({ mode: 'regex' }), 'Use Regular Expression (RE2)');
    press(bar({ mode: 'regex' }), 'Bytes in Hex');
    press(bar(), 'Use Regular Expression (RE2)');
    assert.deepEqual(calls, [{ mode: 'text' }, { mode: 'hex' }, { mode: 'regex' }]);
  });

  it('offers only options of the active mode', () => {
    const disabled = (query: ViewQuery) =>
      ['Match Case', 'Match Whole Word'].map(name => named(bar(query), name).attributes['?disabled']);
    assert.deepEqual(disabled({}), [false, false]);
    assert.deepEqual(disabled({ mode: 'regex' }), [false, true]);
    assert.deepEqual(disabled({ mode: 'hex' }), [true, true]);
  });

  it('is closed by Escape from anywhere inside', () => {
    const [whole] = elements(bar());
    assert.ok(whole);
    const shown = fire(whole, 'keydown', { key: 'Escape' });
    assert.deepEqual([calls, shown.isPrevented], [['close'], true]);
    assert.equal(fire(whole, 'keydown', { key: 'a' }).isPrevented, false);
  });
});
