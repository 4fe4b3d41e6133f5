import assert from 'node:assert/strict';
import { History } from '../../../../webview/composer/history.ts';

describe('the history', () => {
  it('moves back and forth and restores the draft', () => {
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

describe('the history of a draft left for an older message', () => {
  it('contains it before the message that is sent instead', () => {
    const history = new History(['one']);
    assert.equal(history.leftDraft, undefined);
    history.older('draft');
    assert.equal(history.leftDraft, 'draft');
    history.sent('one');
    assert.deepEqual(history.messages, ['one', 'draft', 'one']);
    assert.equal(history.leftDraft, undefined);
  });

  it('doesn’t contain it once it is shown again, or if it was empty', () => {
    const history = new History(['one']);
    history.older('draft');
    history.newer();
    assert.equal(history.leftDraft, undefined);
    history.sent('draft');
    history.older('');
    assert.equal(history.leftDraft, undefined);
  });
});

describe('the history of a replaced draft', () => {
  it('recalls the draft', () => {
    const history = new History(['one']);
    history.leave('draft');
    assert.equal(history.older('replaced by this'), 'draft');
    assert.equal(history.newer(), 'replaced by this');
  });

  it('recalls the draft that was left for an older message, and the changes to that', () => {
    const history = new History(['one']);
    history.older('draft');
    history.leave('one');
    assert.deepEqual(history.messages, ['one', 'draft'], 'an unchanged message is already there');
    history.older('second draft');
    history.leave('changed');
    assert.deepEqual(history.messages, ['one', 'draft', 'second draft', 'changed']);
  });

  it('has no entry for an empty field', () => {
    const history = new History(['one']);
    history.leave('');
    assert.deepEqual(history.messages, ['one']);
  });
});

describe('the history of many messages', () => {
  it('keeps the last hundred', () => {
    const history = new History();
    for (let at = 0; at < 101; at++) history.add(`${at}`);
    assert.deepEqual([history.messages.length, history.messages[0], history.messages.at(-1)], [100, '1', '100']);
  });

  it('contains no empty message, and starts at its end again after each', () => {
    const history = new History(['one', 'two']);
    history.add('');
    assert.deepEqual(history.messages, ['one', 'two']);
    assert.equal(history.older('draft'), 'two');
    assert.equal(history.older('two'), 'one');
    history.add('two');
    assert.equal(history.older(''), 'two');
  });
});

describe('the history of long messages', () => {
  it('keeps the newest that fit, and none that is too long on its own', () => {
    const long = (character: string) => character.repeat(200 * 1024);
    const history = new History();
    for (const character of 'abc') history.add(long(character));
    assert.deepEqual(history.messages, [long('b'), long('c')]);
    history.add('d'.repeat(112 * 1024));
    assert.equal(history.messages.length, 3, 'exactly the maximum number');
    history.add('e');
    assert.deepEqual(history.messages, [long('c'), 'd'.repeat(112 * 1024), 'e']);
    history.add('x'.repeat(512 * 1024 + 1));
    assert.equal(history.messages.at(-1), 'e');
    history.add('x'.repeat(512 * 1024));
    assert.equal(history.messages.length, 1);
  });
});
