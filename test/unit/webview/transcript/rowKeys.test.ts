import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { keyMeaning, keyTarget, type RowFocus } from '../../../../webview/transcript/rowKeys.ts';
import { keyOf, type PressedKey } from '../../../support/keys.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('a key that moves the focus in a list', () => {
  it('moves by rows, by pages, or to an end', () => {
    const target = (key: string) => keyTarget(key, 50, 20, 100);
    assert.deepEqual([target('ArrowUp'), target('ArrowDown')], [49, 51]);
    assert.deepEqual([target('PageUp'), target('PageDown')], [40, 60]);
    assert.deepEqual([target('Home'), target('End')], [20, 99]);
  });

  it('stays within the list, however far it would move', () => {
    assert.equal(keyTarget('ArrowUp', 20, 20, 100), 20);
    assert.equal(keyTarget('PageUp', 25, 20, 100), 20);
    assert.equal(keyTarget('ArrowDown', 99, 20, 100), 99);
    assert.equal(keyTarget('PageDown', 95, 20, 100), 99);
  });

  it('moves to the last row from past it, where keys start while the newest row is followed', () => {
    assert.equal(keyTarget('ArrowUp', 100, 20, 100), 99);
    assert.equal(keyTarget('ArrowDown', 100, 20, 100), 99);
  });

  it('does nothing in an empty list, or for other keys', () => {
    assert.equal(keyTarget('Home', 0, 5, 5), undefined);
    assert.equal(keyTarget('a', 50, 20, 100), undefined);
  });
});

describe('a key on a row', () => {
  const row = panelRow(7);
  const event: PanelRow = { ...panelRow(8), direction: 'event' };
  const meaningOf = (key: PressedKey, more: Partial<RowFocus> = {}) =>
    keyMeaning(key, { row, from: 7, first: 0, end: 10, hasSelectedText: false, canCompare: false, ...more });
  const action = (key: PressedKey, more: Partial<RowFocus> = {}) => {
    const meaning = meaningOf(key, more);
    return meaning?.does === 'act' ? meaning.action : meaning?.does;
  };
  const copy = keyOf('c', { ctrlKey: true });

  it('copies it with Ctrl+C or ⌘C, even with Caps Lock, and even an event', () => {
    assert.deepEqual(meaningOf(copy), { does: 'act', action: 'copyText', row });
    assert.equal(action(keyOf('C', { ctrlKey: true })), 'copyText');
    assert.equal(action(keyOf('c', { metaKey: true })), 'copyText');
    assert.equal(action(copy, { row: event }), 'copyText');
  });

  it('filters by its peer, even for an event, if it has a peer', () => {
    assert.deepEqual(meaningOf(keyOf('o')), { does: 'showPeer', peer: row.peer });
    assert.deepEqual(meaningOf(keyOf('F2')), { does: 'renamePeer', peer: row.peer });
    assert.deepEqual(meaningOf(keyOf('O'), { row: event }), { does: 'showPeer', peer: row.peer });
    const { peer: _peer, ...ofEndpoint } = event;
    assert.equal(meaningOf(keyOf('o'), { row: ofEndpoint }), undefined);
    assert.equal(meaningOf(keyOf('o', { ctrlKey: true })), undefined);
  });

  it('leaves selected text to be copied by the browser', () => {
    assert.equal(meaningOf(copy, { hasSelectedText: true }), undefined);
  });

  it('sends, edits or compares a message', () => {
    assert.equal(action(keyOf('r')), 'sendAgain');
    assert.equal(action(keyOf('E')), 'editAndSend');
    assert.equal(action(keyOf('d')), 'selectForCompare');
    assert.equal(action(keyOf('d'), { canCompare: true }), 'compare');
  });

  it('doesn’t send again while held, or with other modifiers, or for an event', () => {
    for (const held of ['repeat', 'ctrlKey', 'metaKey', 'altKey', 'shiftKey'] as const)
      assert.equal(meaningOf(keyOf('r', { [held]: true })), undefined, held);
    assert.equal(meaningOf(keyOf('r'), { row: event }), undefined);
  });

  it('inspects or expands it', () => {
    assert.deepEqual(meaningOf(keyOf('Enter')), { does: 'inspect', row });
    assert.deepEqual(meaningOf(keyOf(' ')), { does: 'toggle', row });
    for (const key of ['Enter', ' '])
      assert.equal(meaningOf(keyOf(key), { row: event }), undefined, 'all of it is in its line');
  });

  it('moves from it', () => {
    assert.deepEqual(meaningOf(keyOf('ArrowUp')), { does: 'go', to: 6 });
    assert.deepEqual(meaningOf(keyOf('End')), { does: 'go', to: 9 });
  });

  it('only moves while the row isn’t loaded', () => {
    for (const key of [copy, keyOf('r'), keyOf('Enter'), keyOf(' ')])
      assert.equal(meaningOf(key, { row: undefined }), undefined, key.key);
    assert.deepEqual(meaningOf(keyOf('ArrowDown'), { row: undefined }), { does: 'go', to: 8 });
  });
});
