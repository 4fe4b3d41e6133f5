import assert from 'node:assert/strict';
import { fieldKeyMeaning, savedMessageKey } from '../../../../webview/composer/composerKeys.ts';
import { History } from '../../../../webview/composer/history.ts';
import { keyOf, type PressedKey } from '../../../support/keys.ts';

describe('a key where a message is written', () => {
  let history: History;
  /** The text, with `|` where the cursor is. */
  function press(key: PressedKey, text = '|'): unknown {
    const field = { value: text.replace('|', ''), selectionStart: text.indexOf('|') };
    const meaning = fieldKeyMeaning(key, field, history);
    return meaning?.does === 'recall' ? meaning.text : meaning?.does;
  }

  beforeEach(() => {
    history = new History(['one', 'two']);
  });

  it('sends with Enter, except with Shift, and while an input method composes', () => {
    assert.equal(press(keyOf('Enter')), 'send');
    assert.equal(press(keyOf('Enter', { shiftKey: true })), undefined);
    assert.equal(press(keyOf('Enter', { isComposing: true })), undefined);
  });

  it('recalls what was sent, and brings the draft back', () => {
    assert.deepEqual([press(keyOf('ArrowUp'), 'dra|ft'), press(keyOf('ArrowUp'), 'two|')], ['two', 'one']);
    assert.equal(press(keyOf('ArrowUp'), 'one|'), undefined);
    assert.deepEqual([press(keyOf('ArrowDown')), press(keyOf('ArrowDown'))], ['two', 'draft']);
    assert.equal(press(keyOf('ArrowDown')), undefined);
  });

  it('moves the cursor in a text of several lines, until it is at an end of it', () => {
    assert.equal(press(keyOf('ArrowUp'), 'a\nb|'), undefined);
    assert.equal(press(keyOf('ArrowUp'), 'a|\nb'), 'two');
    assert.equal(press(keyOf('ArrowDown'), 'a|\nb'), undefined);
    assert.equal(press(keyOf('ArrowDown'), 'a\n|b'), 'a\nb');
  });

  it('leaves arrows with Shift or Alt to the field, and other keys', () => {
    for (const key of [keyOf('ArrowUp', { shiftKey: true }), keyOf('ArrowUp', { altKey: true }), keyOf('a')])
      assert.equal(press(key), undefined);
  });
});

describe('the keys of saved messages', () => {
  const none = { repeat: false, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
  it('are Alt+1 to Alt+9, where they make no other character, and once however long they are held', () => {
    assert.equal(savedMessageKey({ ...none, key: '1', altKey: true }), 1);
    assert.equal(savedMessageKey({ ...none, key: '9', altKey: true }), 9);
    assert.equal(savedMessageKey({ ...none, key: '0', altKey: true }), undefined);
    assert.equal(savedMessageKey({ ...none, key: '[', altKey: true }), undefined);
    assert.equal(savedMessageKey({ ...none, key: '1', altKey: true, repeat: true }), undefined);
    assert.equal(savedMessageKey({ ...none, key: '1' }), undefined);
    for (const held of ['ctrlKey', 'metaKey', 'shiftKey'] as const)
      assert.equal(savedMessageKey({ ...none, key: '1', altKey: true, [held]: true }), undefined, held);
  });
});
