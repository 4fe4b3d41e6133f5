import assert from 'node:assert/strict';
import { typedAfter } from '../../../../webview/panel/earlyTyping.ts';

describe('text typed before there is a field', () => {
  const plain = { ctrlKey: false, altKey: false, metaKey: false, isComposing: false };
  const press = (key: string, more: Partial<typeof plain> & { altGraph?: boolean } = {}) => ({
    key,
    ...plain,
    ...more,
    getModifierState: () => more.altGraph ?? false,
  });
  const typed = (...events: ReturnType<typeof press>[]) => events.reduce(typedAfter, '');

  it('omits what was deleted again', () => {
    assert.equal(typed(press('h'), press('x'), press('Backspace'), press('i'), press('😀'), press('Backspace')), 'hi');
    assert.equal(typed(press('Backspace'), press('a')), 'a');
  });

  it('ignores keys that type nothing, and shortcuts', () => {
    assert.equal(typed(press('Enter'), press('Shift'), press('ArrowUp'), press('a', { isComposing: true })), '');
    assert.equal(typed(press('f', { ctrlKey: true }), press('f', { metaKey: true }), press('1', { altKey: true })), '');
    assert.equal(typed(press('@', { ctrlKey: true, altKey: true, altGraph: true })), '@');
  });
});
