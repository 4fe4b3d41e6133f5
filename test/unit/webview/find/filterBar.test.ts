import assert from 'node:assert/strict';
import { entryKinds } from '../../../../src/core/transcriptEntry.ts';
import { filterBar } from '../../../../webview/find/filterBar.ts';
import type { ViewQuery } from '../../../../webview/find/viewQuery.ts';
import { keyOf } from '../../../support/keys.ts';
import { elements, enter, fire, named, names, press, textOf } from '../../../support/templates.ts';

describe('the filter bar', () => {
  let calls: unknown[];
  const bar = (query: ViewQuery = {}) =>
    filterBar(query, 'whose', {
      change: part => calls.push(part),
      type: part => calls.push({ typed: part }),
      clear: () => calls.push('clear'),
      close: () => calls.push('close'),
    });

  beforeEach(() => {
    calls = [];
  });

  it('contains the choice of the peer to show', () => {
    assert.match(textOf(bar()), /whose/);
  });

  it('toggles a kind, keeping the order of all kinds', () => {
    press(bar(), 'Events');
    press(bar({ kinds: ['in', 'problem'] }), 'Events');
    press(bar({ kinds: ['in'] }), 'Received');
    assert.deepEqual(calls, [
      { kinds: entryKinds.filter(kind => kind !== 'event') },
      { kinds: ['in', 'event', 'problem'] },
      { kinds: [] },
    ]);
  });

  it('accepts valid lengths, and clears others', () => {
    const typed = (value: number) => enter(bar(), 'Min message size in bytes', 'change', { valueAsNumber: value });
    for (const value of [0, 17, -1, 1.5, Number.NaN, 2 ** 53]) typed(value);
    enter(bar(), 'Max message size in bytes', 'change', { valueAsNumber: 3 });
    assert.deepEqual(calls, [
      { minBytes: 0 },
      { minBytes: 17 },
      ...Array.from({ length: 4 }, () => ({ minBytes: undefined })),
      { maxBytes: 3 },
    ]);
  });

  it('accepts lengths while typing, and waits if a text may become valid', () => {
    const typed = (value: string, badInput = false) =>
      enter(bar(), 'Max message size in bytes', 'input', {
        value: badInput ? '' : value,
        valueAsNumber: badInput || value === '' ? Number.NaN : Number(value),
        validity: { badInput },
      });
    for (const value of ['1', '12', '-1', '1.5', '']) typed(value);
    typed('-', true);
    assert.deepEqual(calls, [
      { typed: { maxBytes: 1 } },
      { typed: { maxBytes: 12 } },
      { typed: { maxBytes: undefined } },
    ]);
  });

  it('clears what is typed and isn’t a length, since the field isn’t redrawn for it', () => {
    const field = { valueAsNumber: -1, value: '-1' };
    enter(bar(), 'Min message size in bytes', 'change', field);
    assert.equal(field.value, '');
    const taken = { valueAsNumber: 17, value: '17' };
    enter(bar(), 'Min message size in bytes', 'change', taken);
    assert.equal(taken.value, '17');
  });

  it('is cleared with one press if it hides something, and keeps the focus', () => {
    const offers = (query: ViewQuery) => names(bar(query), 'button').includes('Clear Filter');
    const unfiltered: ViewQuery[] = [{}, { kinds: entryKinds }, { needle: 'x', onlyMatches: true }];
    assert.deepEqual(unfiltered.map(offers), [false, false, false]);
    // The list of clients is in the bar, too.
    const narrowed: ViewQuery[] = [{ kinds: [] }, { minBytes: 0 }, { maxBytes: 9 }, { peer: 'p1' }];
    assert.deepEqual(narrowed.map(offers), [true, true, true, true]);
    const focus = () => void calls.push('focus');
    const currentTarget = { closest: () => ({ querySelector: () => ({ focus }) }) };
    fire(named(bar({ minBytes: 1 }), 'Clear Filter'), 'click', { currentTarget });
    assert.deepEqual(calls, ['focus', 'clear']);
  });

  it('labels the lengths as sizes', () => {
    assert.match(textOf(bar()), /Size from to bytes$/);
  });

  it('is closed only by Escape', () => {
    const [unfiltered] = elements(bar());
    assert.ok(unfiltered);
    fire(unfiltered, 'keydown', keyOf('a'));
    fire(unfiltered, 'keydown', keyOf('Escape'));
    assert.deepEqual(calls, ['close']);
  });

  it('shows the active lengths', () => {
    assert.equal(named(bar({ minBytes: 0 }), 'Min message size in bytes').attributes['.value'], '0');
    assert.equal(named(bar(), 'Min message size in bytes').attributes['.value'], '');
  });
});
