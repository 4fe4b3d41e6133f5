import assert from 'node:assert/strict';
import { peerKeyMeaning } from '../../../../webview/peers/peerKeys.ts';
import { keyOf } from '../../../support/keys.ts';

describe('the keys of a peer', () => {
  it('are those that its menu shows', () => {
    assert.equal(peerKeyMeaning(keyOf('F2'), true), 'renamePeer');
    assert.equal(peerKeyMeaning(keyOf('F2'), false), 'renamePeer');
    assert.equal(peerKeyMeaning(keyOf('c', { ctrlKey: true }), false), 'copyAddress');
    assert.equal(peerKeyMeaning(keyOf('Delete'), true), 'disconnect');
    assert.equal(peerKeyMeaning(keyOf('Backspace', { metaKey: true }), true), 'disconnect');
  });

  it('disconnect nobody who has gone, and mean nothing with other modifiers', () => {
    assert.equal(peerKeyMeaning(keyOf('Delete'), false), undefined);
    for (const key of [
      keyOf('Backspace'),
      keyOf('Delete', { metaKey: true }),
      keyOf('Delete', { shiftKey: true }),
      keyOf('F2', { altKey: true }),
      keyOf('F2', { metaKey: true }),
      keyOf('c'),
    ])
      assert.equal(peerKeyMeaning(key, true), undefined);
  });
});
