import assert from 'node:assert/strict';
import { commandKey } from '../../../../webview/widgets/commandKey.ts';
import { keyOf } from '../../../support/keys.ts';

describe('a command key', () => {
  it('is a letter with Ctrl or ⌘', () => {
    assert.equal(commandKey(keyOf('c', { ctrlKey: true })), 'c');
    assert.equal(commandKey(keyOf('f', { metaKey: true })), 'f');
  });

  it('is the same with Caps Lock on', () => {
    assert.equal(commandKey(keyOf('C', { ctrlKey: true })), 'c');
  });

  it('requires the modifier and a letter, without Shift or Alt', () => {
    for (const key of [
      keyOf('c'),
      keyOf('C', { ctrlKey: true, shiftKey: true }),
      keyOf('c', { ctrlKey: true, altKey: true }),
      keyOf('c', { altKey: true }),
      keyOf('Control', { ctrlKey: true }),
      keyOf('F1', { ctrlKey: true }),
    ])
      assert.equal(commandKey(key), undefined, JSON.stringify(key));
  });
});
