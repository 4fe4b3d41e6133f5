import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { FindTyping } from '../../../../webview/find/findTyping.ts';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';

describe('typing into the search bar', () => {
  let searched: Partial<ViewQuery>[];
  let typing: FindTyping;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    searched = [];
    typing = new FindTyping(change => searched.push(change));
  });

  afterEach(() => mock.timers.reset());

  it('searches after a pause, for the latest text', () => {
    for (const needle of ['a', 'ab', 'abc']) {
      typing.later({ needle });
      mock.timers.tick(149);
    }
    assert.deepEqual(searched, []);
    mock.timers.tick(1);
    assert.deepEqual(searched, [{ needle: 'abc' }]);
    mock.timers.tick(1000);
    assert.equal(searched.length, 1);
  });

  it('also filters by size after a pause', () => {
    typing.later({ minBytes: 1 });
    mock.timers.tick(149);
    typing.later({ minBytes: undefined });
    mock.timers.tick(149);
    assert.deepEqual(searched, []);
    mock.timers.tick(1);
    assert.deepEqual(searched, [{ minBytes: undefined }]);
  });

  it('searches at once when a button is pressed, with the text typed before', () => {
    typing.later({ needle: 'abc' });
    typing.later({ matchCase: true });
    mock.timers.tick(0);
    assert.deepEqual(searched, [{ needle: 'abc', matchCase: true }]);
  });

  it('searches at once on Enter, and not again afterwards', () => {
    typing.later({ needle: 'abc' });
    typing.now();
    assert.deepEqual(searched, [{ needle: 'abc' }]);
    typing.now();
    mock.timers.tick(1000);
    assert.equal(searched.length, 1);
  });

  it('ends the search when emptied', () => {
    typing.later({ needle: '' });
    typing.now();
    assert.deepEqual(searched, [{ needle: '' }]);
  });

  it('discards the text when the bar is closed', () => {
    typing.later({ needle: 'abc' });
    typing.forget();
    mock.timers.tick(1000);
    typing.later({ matchCase: true });
    mock.timers.tick(0);
    assert.deepEqual(searched, [{ matchCase: true }]);
  });
});
