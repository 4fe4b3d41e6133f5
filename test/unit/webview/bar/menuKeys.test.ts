import assert from 'node:assert/strict';
import { itemOfKey } from '../../../../webview/bar/menuKeys.ts';
import { keyOf } from '../../../support/keys.ts';

describe('menu keys', () => {
  const labels = ['Edit', 'Save', 'Export…', 'Stop'];
  const to = (key: string, at: number, more: object = {}) => itemOfKey({ ...keyOf(key), ...more }, at, labels);

  it('cycle with the arrows', () => {
    assert.deepEqual([to('ArrowDown', 0), to('ArrowDown', 3), to('ArrowUp', 3), to('ArrowUp', 0)], [1, 0, 2, 3]);
    assert.deepEqual([to('ArrowDown', -1), to('ArrowUp', -1)], [0, 3], 'no item has the focus');
  });

  it('jump to both ends', () => {
    assert.deepEqual([to('Home', 2), to('End', 0)], [0, 3]);
  });

  it('move to the next item that begins with a letter', () => {
    assert.deepEqual([to('s', 0), to('S', 1), to('s', 3), to('e', 0), to('x', 0)], [1, 3, 1, 2, undefined]);
  });

  it('do nothing else, nor with modifiers, nor without items', () => {
    for (const key of ['Enter', ' ', 'Escape', 'Tab', 'ArrowLeft']) assert.equal(to(key, 0), undefined, key);
    for (const held of ['altKey', 'ctrlKey', 'metaKey']) assert.equal(to('s', 0, { [held]: true }), undefined, held);
    assert.equal(itemOfKey(keyOf('ArrowDown'), -1, []), undefined);
  });
});
