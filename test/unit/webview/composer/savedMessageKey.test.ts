import assert from 'node:assert/strict';
import { savedMessageKey } from '../../../../webview/composer/savedMessageKey.ts';

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
