import assert from 'node:assert/strict';
import { segments } from '../../../../webview/widgets/segments.ts';
import { elements, fire, press } from '../../../support/templates.ts';

describe('a segmented control', () => {
  const all = ['a', 'b', 'c'].map(value => ({ value, label: value.toUpperCase() }));
  let chosen: string[];
  let focused: number[];

  const control = (current: string) => segments(all, current, value => chosen.push(value), 'Letters');
  function key(current: string, pressed: string): boolean {
    const [group] = elements(control(current));
    assert.ok(group);
    const buttons = all.map((_, at) => ({ focus: () => focused.push(at) }));
    return fire(group, 'keydown', { key: pressed, currentTarget: { querySelectorAll: () => buttons } }).isPrevented;
  }

  beforeEach(() => {
    chosen = [];
    focused = [];
  });

  it('selects the neighbor with the arrow keys, wrapping around, and focuses it', () => {
    assert.ok(key('a', 'ArrowRight'));
    key('c', 'ArrowRight');
    key('a', 'ArrowLeft');
    key('c', 'ArrowLeft');
    assert.deepEqual(chosen, ['b', 'a', 'c', 'b']);
    assert.deepEqual(focused, [1, 0, 2, 1]);
  });

  it('ignores other keys', () => {
    assert.ok(!key('a', 'ArrowDown'));
    assert.deepEqual([chosen, focused], [[], []]);
  });

  it('has only the selected item in the Tab order', () => {
    const tabs = elements(control('b'))
      .filter(({ tag }) => tag === 'button')
      .map(({ attributes }) => [attributes.tabindex, attributes['aria-checked']]);
    assert.deepEqual(tabs, [
      [-1, false],
      [0, true],
      [-1, false],
    ]);
    press(control('b'), 'C');
    assert.deepEqual(chosen, ['c']);
  });
});
