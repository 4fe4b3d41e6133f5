import assert from 'node:assert/strict';
import { fieldKeyMeaning, savedMessageKey } from '../../../../webview/composer/composerKeys.ts';
import { History } from '../../../../webview/composer/history.ts';
import { keyOf, type PressedKey } from '../../../support/keys.ts';

describe('a key in the message field', () => {
  let history: History;
  /** The text, with `|` at the cursor. */
  function press(key: PressedKey, text = '|'): unknown {
    const field = { value: text.replace('|', ''), selectionStart: text.indexOf('|') };
    const meaning = fieldKeyMeaning(key, field, history);
    return meaning?.does === 'recall' ? meaning.text : meaning?.does;
  }

  beforeEach(() => {
    history = new History(['one', 'two']);
  });

  it('sends with Enter, except with Shift, and while an input method is composing', () => {
    assert.equal(press(keyOf('Enter')), 'send');
    assert.equal(press(keyOf('Enter', { shiftKey: true })), undefined);
    assert.equal(press(keyOf('Enter', { isComposing: true })), undefined);
  });

  it('recalls sent messages, and restores the draft', () => {
    assert.deepEqual([press(keyOf('ArrowUp'), 'dra|ft'), press(keyOf('ArrowUp'), 'two|')], ['two', 'one']);
    assert.equal(press(keyOf('ArrowUp'), 'one|'), undefined);
    assert.deepEqual([press(keyOf('ArrowDown')), press(keyOf('ArrowDown'))], ['two', 'draft']);
    assert.equal(press(keyOf('ArrowDown')), undefined);
  });

  it('moves the cursor in a multiline text until it is at either end', () => {
    assert.equal(press(keyOf('ArrowUp'), 'a\nb|'), undefined);
    assert.equal(press(keyOf('ArrowUp'), 'a|\nb'), 'two');
    assert.equal(press(keyOf('ArrowDown'), 'a|\nb'), undefined);
    assert.equal(press(keyOf('ArrowDown'), 'a\n|b'), 'a\nb');
  });

  it('leaves arrows with Shift or Alt, and other keys, to the field', () => {
    for (const key of [keyOf('ArrowUp', { shiftKey: true }), keyOf('ArrowUp', { altKey: true }), keyOf('a')])
      assert.equal(press(key), undefined);
  });
});

describe('saved message keys', () => {
  const none = { repeat: false, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
  it('are Alt+1 to Alt+9, unless they type another character, and don’t repeat while held', () => {
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
