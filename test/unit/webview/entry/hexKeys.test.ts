import assert from 'node:assert/strict';
import { cursorTarget } from '../../../../webview/entry/hexKeys.ts';

describe('the hexdump’s keys', () => {
  const shape = { length: 40, lineBytes: 16, pageLines: 3 };
  const target = (key: string, cursor: number, ctrlKey = false) =>
    cursorTarget({ key, ctrlKey, metaKey: false }, cursor, shape);

  it('move within the bytes', () => {
    assert.deepEqual([target('ArrowLeft', 0), target('ArrowRight', 39)], [0, 39]);
    assert.deepEqual([target('ArrowUp', 3), target('ArrowUp', 20), target('ArrowDown', 3)], [3, 4, 19]);
    assert.deepEqual([target('ArrowDown', 30), target('ArrowDown', 35)], [39, 35]);
    assert.deepEqual([target('Home', 20), target('End', 20), target('End', 35)], [16, 31, 39]);
    assert.deepEqual([target('Home', 20, true), target('End', 20, true)], [0, 39]);
    assert.deepEqual([target('PageUp', 20), target('PageUp', 39), target('PageDown', 3)], [4, 7, 35]);
  });

  it('ignore other keys, and do nothing without bytes', () => {
    assert.equal(target('a', 3), undefined);
    assert.equal(cursorTarget({ key: 'End', ctrlKey: false, metaKey: false }, 0, { ...shape, length: 0 }), undefined);
  });
});
