import assert from 'node:assert/strict';
import { entryKinds } from '../../../../src/core/transcriptEntry.ts';
import { filterBar } from '../../../../webview/find/filterBar.ts';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';
import { keyOf } from '../../../support/keys.ts';
import { elements, enter, fire, named, names, press, textOf } from '../../../support/templates.ts';

describe('the filter', () => {
  let told: unknown[];
  const bar = (query: ViewQuery = {}) =>
    filterBar(query, 'whose', {
      change: part => told.push(part),
      type: part => told.push({ typed: part }),
      clear: () => told.push('clear'),
      goToTime: time => told.push(time),
      close: () => told.push('close'),
    });

  beforeEach(() => {
    told = [];
  });

  it('has the choice of whose messages are shown', () => {
    assert.match(textOf(bar()), /whose/);
  });

  it('hides a kind that is shown, and shows one that is hidden, in the order of all kinds', () => {
    press(bar(), 'Events');
    press(bar({ kinds: ['in', 'problem'] }), 'Events');
    press(bar({ kinds: ['in'] }), 'Received');
    assert.deepEqual(told, [
      { kinds: entryKinds.filter(kind => kind !== 'event') },
      { kinds: ['in', 'event', 'problem'] },
      { kinds: [] },
    ]);
  });

  it('takes lengths that can be, and nothing for others', () => {
    const typed = (value: number) => enter(bar(), 'Min message size in bytes', 'change', { valueAsNumber: value });
    for (const value of [0, 17, -1, 1.5, Number.NaN, 2 ** 53]) typed(value);
    enter(bar(), 'Max message size in bytes', 'change', { valueAsNumber: 3 });
    assert.deepEqual(told, [
      { minBytes: 0 },
      { minBytes: 17 },
      ...Array.from({ length: 4 }, () => ({ minBytes: undefined })),
      { maxBytes: 3 },
    ]);
  });

  it('takes lengths while they are typed, and waits where a text may become one', () => {
    const typed = (value: string, badInput = false) =>
      enter(bar(), 'Max message size in bytes', 'input', {
        value: badInput ? '' : value,
        valueAsNumber: badInput || value === '' ? Number.NaN : Number(value),
        validity: { badInput },
      });
    for (const value of ['1', '12', '-1', '1.5', '']) typed(value);
    typed('-', true);
    assert.deepEqual(told, [
      { typed: { maxBytes: 1 } },
      { typed: { maxBytes: 12 } },
      { typed: { maxBytes: undefined } },
    ]);
  });

  it('clears what is typed and isn’t a length, since the field isn’t drawn again for it', () => {
    const field = { valueAsNumber: -1, value: '-1' };
    enter(bar(), 'Min message size in bytes', 'change', field);
    assert.equal(field.value, '');
    const taken = { valueAsNumber: 17, value: '17' };
    enter(bar(), 'Min message size in bytes', 'change', taken);
    assert.equal(taken.value, '17');
  });

  it('goes to a time written as the transcript writes it, and says of another text how that is', () => {
    const field = { setCustomValidity: (text: string) => told.push(text), reportValidity: () => told.push('said') };
    for (const value of ['', '2026-01-02 03:04:05', '3 pm']) enter(bar(), 'Go to time', 'change', { ...field, value });
    const wrong = told.splice(3, 1)[0];
    assert.deepEqual(told, ['', '', new Date(2026, 0, 2, 3, 4, 5).getTime(), 'said']);
    assert.match(`${wrong}`, /^Enter a time such as \d\d:\d\d:\d\d, or a date\.$/);
    assert.match(`${named(bar(), 'Go to time').attributes.placeholder}`, /^\d\d:\d\d:\d\d$/);
  });

  it('is cleared by one press if it hides something, and keeps the focus', () => {
    const offers = (query: ViewQuery) => names(bar(query), 'button').includes('Clear Filter');
    const whole: ViewQuery[] = [{}, { kinds: entryKinds }, { needle: 'x', onlyMatches: true }];
    assert.deepEqual(whole.map(offers), [false, false, false]);
    // The list of clients is in the bar, too.
    const narrowed: ViewQuery[] = [{ kinds: [] }, { minBytes: 0 }, { maxBytes: 9 }, { peer: 'p1' }];
    assert.deepEqual(narrowed.map(offers), [true, true, true, true]);
    const focus = () => void told.push('focus');
    const currentTarget = { closest: () => ({ querySelector: () => ({ focus }) }) };
    fire(named(bar({ minBytes: 1 }), 'Clear Filter'), 'click', { currentTarget });
    assert.deepEqual(told, ['focus', 'clear']);
  });

  it('says that the lengths are sizes', () => {
    assert.match(textOf(bar()), /Size from to bytes$/);
  });

  it('is closed by Escape alone', () => {
    const [whole] = elements(bar());
    assert.ok(whole);
    fire(whole, 'keydown', keyOf('a'));
    fire(whole, 'keydown', keyOf('Escape'));
    assert.deepEqual(told, ['close']);
  });

  it('shows the lengths that hold', () => {
    assert.equal(named(bar({ minBytes: 0 }), 'Min message size in bytes').attributes['.value'], '0');
    assert.equal(named(bar(), 'Min message size in bytes').attributes['.value'], '');
  });
});
