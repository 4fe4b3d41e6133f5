import assert from 'node:assert/strict';
import { isForText, peerKeyMeaning, runPeerKey } from '../../../../webview/peers/peerKeys.ts';
import { keyOf } from '../../../support/keys.ts';

describe('peer keys', () => {
  it('are those shown in its menu', () => {
    assert.equal(peerKeyMeaning(keyOf('F2'), true), 'renamePeer');
    assert.equal(peerKeyMeaning(keyOf('F2'), false), 'renamePeer');
    assert.equal(peerKeyMeaning(keyOf('c', { ctrlKey: true }), false), 'copyAddress');
    assert.equal(peerKeyMeaning(keyOf('Delete'), true), 'disconnect');
    assert.equal(peerKeyMeaning(keyOf('Backspace', { metaKey: true }), true), 'disconnect');
  });

  it('don’t disconnect a closed peer, and do nothing with other modifiers', () => {
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

  it('perform their action, and nothing else', () => {
    const done: unknown[] = [];
    const actions = {
      copyAddress: (address: string) => void done.push(address),
      runOnPeer: (action: string, id: string) => void done.push([action, id]),
    };
    const press = (key: string, isOpen = true) => {
      const event = { ...keyOf(key, { ctrlKey: key === 'c' }), preventDefault: () => void done.push('prevented') };
      return runPeerKey(
        event as unknown as KeyboardEvent,
        { id: 'p1', address: 'a:1', connectedAt: 1 },
        isOpen,
        actions,
      );
    };
    assert.deepEqual([press('c'), press('F2'), press('Delete', false)], ['copyAddress', 'renamePeer', undefined]);
    assert.deepEqual(done, ['prevented', 'a:1', 'prevented', ['renamePeer', 'p1']]);
  });

  it('are left to a text field that they would edit or copy from', () => {
    const field = (value: string, selectionStart: number, selectionEnd = selectionStart) => ({
      value,
      selectionStart,
      selectionEnd,
    });
    const [copy, remove] = [keyOf('c', { ctrlKey: true }), keyOf('Delete')];
    assert.deepEqual([isForText(copy, field('12', 0, 1)), isForText(copy, field('12', 2))], [true, false]);
    assert.deepEqual(
      [field('12', 0, 2), field('12', 1), field('12', 2), field('', 0)].map(one => isForText(remove, one)),
      [true, true, false, false],
    );
    const backspace = keyOf('Backspace', { metaKey: true });
    assert.deepEqual([isForText(backspace, field('12', 2)), isForText(backspace, field('', 0))], [true, false]);
    assert.equal(isForText(keyOf('F2'), field('12', 0, 2)), false);
  });
});
