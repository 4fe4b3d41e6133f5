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

  it('searches once the fingers rest, what was typed last', () => {
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

  it('filters by size once the fingers rest, too', () => {
    typing.later({ minBytes: 1 });
    mock.timers.tick(149);
    typing.later({ minBytes: undefined });
    mock.timers.tick(149);
    assert.deepEqual(searched, []);
    mock.timers.tick(1);
    assert.deepEqual(searched, [{ minBytes: undefined }]);
  });

  it('searches at once when a button is pressed, with what was typed before', () => {
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

  it('searches for nothing: that ends a search', () => {
    typing.later({ needle: '' });
    typing.now();
    assert.deepEqual(searched, [{ needle: '' }]);
  });

  it('forgets what was typed when the bar is closed', () => {
    typing.later({ needle: 'abc' });
    typing.forget();
    mock.timers.tick(1000);
    typing.later({ matchCase: true });
    mock.timers.tick(0);
    assert.deepEqual(searched, [{ matchCase: true }]);
  });
});
