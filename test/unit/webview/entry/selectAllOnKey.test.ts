import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { selectAllOnKey } from '../../../../webview/entry/selectAllOnKey.ts';
import { keyOf, type PressedKey } from '../../../support/keys.ts';

describe('Ctrl+A in a text pane', () => {
  const pane = {};
  let selected: unknown[];

  function press(key: PressedKey): boolean {
    let isTaken = false;
    const event = {
      ...key,
      currentTarget: pane,
      preventDefault: () => (isTaken = true),
      stopPropagation: () => undefined,
    };
    selectAllOnKey(event as unknown as KeyboardEvent);
    return isTaken;
  }

  beforeEach(() => {
    selected = [];
    Object.assign(window, { getSelection: () => ({ selectAllChildren: (one: unknown) => selected.push(one) }) });
  });

  afterEach(() => {
    Reflect.deleteProperty(window, 'getSelection');
  });

  it('selects the pane, even with Caps Lock, and nothing else on the page', () => {
    assert.ok(press(keyOf('a', { ctrlKey: true })));
    assert.ok(press(keyOf('A', { metaKey: true })));
    assert.deepEqual(selected, [pane, pane]);
  });

  it('ignores other keys', () => {
    assert.ok(!press(keyOf('a')));
    assert.ok(!press(keyOf('c', { ctrlKey: true })));
    assert.deepEqual(selected, []);
  });
});
