import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import { SearchController } from '../../../../webview/find/searchController.ts';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';
import { elements, enter, fire, named, press, textOf } from '../../../support/templates.ts';

describe('a transcript’s search and filter', () => {
  const findField = 'Find in the transcript';
  let calls: string[];
  let kept: ViewQuery[];
  let updates: number;
  let updateComplete: Promise<unknown>;
  let hasTranscript: boolean;
  let search: SearchController;

  const settled = () => new Promise(setImmediate);
  const find = () => search.findBar(undefined);
  const filter = () => search.filterBar('');

  function begin(query: ViewQuery = {}): void {
    const host = {
      addController: () => undefined,
      requestUpdate: () => updates++,
      get updateComplete() {
        return updateComplete;
      },
    };
    const transcript = {
      updateComplete: Promise.resolve(),
      find: (by: number) => calls.push(`find ${by} ${search.query.needle}`),
      goToTime: () => calls.push('goToTime'),
    };
    search = new SearchController(host as unknown as ReactiveControllerHost, {
      kept: query,
      keep: changed => kept.push(changed),
      transcript: () => (hasTranscript ? transcript : null),
      focusField: field => calls.push(`focus ${field}`),
      focusTranscript: () => calls.push('focusTranscript'),
      showAllPeers: () => calls.push('showAllPeers'),
    });
  }

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    calls = [];
    kept = [];
    updates = 0;
    updateComplete = Promise.resolve();
    hasTranscript = true;
    begin();
  });

  afterEach(() => mock.timers.reset());

  it('starts with the search of an earlier page, or without one if there was none', () => {
    assert.deepEqual([elements(find()), elements(filter())], [[], []]);
    begin({ needle: 'abc', peer: 'p1' });
    assert.ok(search.showsFind);
    assert.equal(elements(find()).find(({ tag }) => tag === 'input')?.attributes['.value'], 'abc');
  });

  it('stores each change of the query, and redraws', () => {
    search.change({ needle: 'a' });
    search.change({ peer: 'p1' });
    assert.deepEqual(kept, [{ needle: 'a' }, { needle: 'a', peer: 'p1' }]);
    assert.deepEqual([search.query, updates], [{ needle: 'a', peer: 'p1' }, 2]);
  });

  it('selects the search text once the bar is drawn', async () => {
    const drawn = Promise.withResolvers<void>();
    updateComplete = drawn.promise;
    search.openFind();
    await settled();
    assert.deepEqual([search.showsFind, updates, calls], [true, 1, []]);
    drawn.resolve();
    await settled();
    assert.deepEqual(calls, ['focus .find-input']);
  });

  it('discards the search text when the search is closed, including unsearched input', () => {
    begin({ needle: 'abc', onlyMatches: true, matchCase: true });
    enter(find(), findField, 'input', { value: 'abcd' });
    press(find(), 'Close (Escape)');
    mock.timers.tick(1000);
    assert.deepEqual(search.query, { needle: undefined, onlyMatches: false, matchCase: true });
    assert.deepEqual([search.showsFind, calls], [false, ['focusTranscript']]);
  });

  it('goes to a match of the typed text once the transcript shows that search', async () => {
    search.showsFind = true;
    enter(find(), findField, 'input', { value: 'abc' });
    const drawn = Promise.withResolvers<void>();
    updateComplete = drawn.promise;
    press(find(), 'Next (Enter)');
    await settled();
    assert.deepEqual([search.query.needle, calls], ['abc', []]);
    drawn.resolve();
    await settled();
    press(find(), 'Previous (Shift+Enter)');
    await settled();
    assert.deepEqual(calls, ['find 1 abc', 'find -1 abc']);
    hasTranscript = false;
    press(find(), 'Next (Enter)');
    await settled();
    assert.equal(calls.length, 2);
  });

  it('draws new matches after the drawing in which they were reported', async () => {
    begin({ needle: 'abc' });
    search.found({ matches: 3, current: 1, progress: 1, slow: 0, problem: undefined });
    assert.deepEqual([updates, textOf(find()).includes('2 of 3')], [0, false]);
    await settled();
    assert.deepEqual([updates, textOf(find()).includes('2 of 3')], [1, true]);
  });

  it('goes to a time, which closes its bar and moves the focus to the transcript', async () => {
    assert.deepEqual(elements(search.goToBar()), []);
    search.openGoTo();
    await settled();
    const drawn = search.goToBar();
    const input = { value: '2026-01-02', setCustomValidity: () => undefined };
    fire(named(drawn, 'Go'), 'click', { currentTarget: { closest: () => ({ querySelector: () => input }) } });
    assert.deepEqual(calls, ['focus .time-input', 'goToTime', 'focusTranscript']);
    assert.deepEqual(elements(search.goToBar()), []);
    search.openGoTo();
    press(search.goToBar(), 'Close (Escape)');
    assert.equal(search.showsGoTo, false);
  });

  it('shows and hides the filter; closing it twice doesn’t show it again', () => {
    search.toggleFilter();
    const drawn = filter();
    press(drawn, 'Close');
    press(drawn, 'Close');
    assert.deepEqual([search.showsFilter, updates, calls], [false, 3, ['focusTranscript', 'focusTranscript']]);
    search.toggleFilter();
    assert.ok(search.showsFilter);
    search.toggleFilter();
    assert.deepEqual(elements(filter()), []);
  });

  it('filters at once by a kind, with a size typed before', () => {
    search.toggleFilter();
    const size = { value: '5', valueAsNumber: 5, validity: { badInput: false } };
    enter(filter(), 'Min message size in bytes', 'input', size);
    assert.deepEqual(search.query, {});
    press(filter(), 'Received');
    assert.deepEqual(search.query, { minBytes: 5, kinds: ['out', 'answer', 'event', 'problem'] });
  });

  it('clears everything in the filter bar, including the peer, and keeps the search', () => {
    begin({ needle: 'abc', peer: 'p1', kinds: ['in'], minBytes: 1, maxBytes: 2 });
    search.clearFilter();
    assert.deepEqual(calls, ['showAllPeers']);
    const { needle, kinds, minBytes, maxBytes } = search.query;
    assert.deepEqual([needle, kinds, minBytes, maxBytes], ['abc', undefined, undefined, undefined]);
    begin({ kinds: ['in'] });
    search.clearFilter();
    assert.equal(calls.length, 1, 'all peers are already shown');
  });

  it('applies no typed text once the panel is gone', () => {
    search.showsFind = true;
    search.toggleFilter();
    enter(find(), findField, 'input', { value: 'abc' });
    enter(filter(), 'Min message size in bytes', 'input', { value: '5', valueAsNumber: 5, validity: {} });
    search.hostDisconnected();
    mock.timers.tick(1000);
    assert.deepEqual([search.query, kept], [{}, []]);
  });

  it('closes the filter on Escape', () => {
    search.toggleFilter();
    const [bar] = elements(filter());
    assert.ok(bar);
    fire(bar, 'keydown', { key: 'Escape' });
    assert.ok(!search.showsFilter);
  });
});
