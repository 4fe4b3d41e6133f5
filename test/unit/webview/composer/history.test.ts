import assert from 'node:assert/strict';
import { History } from '../../../../webview/composer/history.ts';

describe('the history', () => {
  it('walks back and forth and gives the draft back', () => {
    const history = new History(['one']);
    history.add('two');
    history.add('two');
    assert.equal(history.older('draft'), 'two');
    assert.equal(history.older('two'), 'one');
    assert.equal(history.older('one'), undefined);
    assert.equal(history.newer(), 'two');
    assert.equal(history.newer(), 'draft');
    assert.equal(history.newer(), undefined);
  });
});

describe('the history of long messages', () => {
  it('keeps the newest that fit, and none that is too long alone', () => {
    const long = (character: string) => character.repeat(200 * 1024);
    const history = new History();
    for (const character of 'abc') history.add(long(character));
    assert.deepEqual(history.messages, [long('b'), long('c')]);
    history.add('x'.repeat(1024 * 1024));
    assert.deepEqual(history.messages, [long('b'), long('c')]);
  });
});
