import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { goToBar } from '../../../../webview/find/goToBar.ts';
import { keyOf } from '../../../support/keys.ts';
import { elements, fire, named } from '../../../support/templates.ts';

describe('the bar that goes to a time', () => {
  let calls: unknown[];
  const bar = () => goToBar({ goToTime: time => calls.push(time), close: () => calls.push('close') });
  const field = (value: string) =>
    Object.assign(new HTMLInputElement(), {
      value,
      setCustomValidity: (text: string) => calls.push(text),
      reportValidity: () => calls.push('said'),
    });

  /** Presses a key in an element of the bar; returns whether the bar takes it. */
  function press(key: string, target: object): boolean {
    const [outer] = elements(bar());
    assert.ok(outer);
    return fire(outer, 'keydown', { ...keyOf(key), target }).isPrevented;
  }

  beforeEach(() => {
    calls = [];
  });

  it('accepts times in the transcript’s format, and explains that format for other input', () => {
    for (const value of ['', '2026-01-02 03:04:05', '3 pm']) press('Enter', field(value));
    const wrong = calls.splice(3, 1)[0];
    assert.deepEqual(calls, ['', '', new Date(2026, 0, 2, 3, 4, 5).getTime(), 'said']);
    assert.match(`${wrong}`, /^Enter a time such as \d\d:\d\d:\d\d, or a date\.$/);
    const input = elements(bar()).find(({ tag }) => tag === 'input');
    assert.match(`${input?.attributes.placeholder}`, /^\d\d:\d\d:\d\d$/);
  });

  it('has a button for it', () => {
    const input = field('2026-01-02');
    const currentTarget = { closest: () => ({ querySelector: () => input }) };
    fire(named(bar(), 'Go'), 'click', { currentTarget });
    assert.deepEqual(calls, ['', new Date(2026, 0, 2).getTime()]);
  });

  it('is closed by Escape, and leaves Enter to its buttons', () => {
    assert.deepEqual([press('Enter', {}), press('a', field('')), press('Escape', field(''))], [false, false, true]);
    assert.deepEqual(calls, ['close']);
  });
});
