import assert from 'node:assert/strict';
import { toggleButton } from '../../../../webview/widgets/toggleButton.ts';
import { named, press } from '../../../support/templates.ts';

describe('a toggle', () => {
  it('switches to the opposite, and shows its state', () => {
    const set: boolean[] = [];
    const toggle = (isOn: boolean) => toggleButton('sync', 'Repeat', isOn, next => set.push(next));
    press(toggle(true), 'Repeat');
    press(toggle(false), 'Repeat');
    assert.deepEqual(set, [false, true]);
    assert.deepEqual(
      [true, false].map(isOn => named(toggle(isOn), 'Repeat').attributes['aria-pressed']),
      ['true', 'false'],
    );
  });
});
