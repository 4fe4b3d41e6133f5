import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { Decoded } from '../../../../src/core/decoders/decoded.ts';
import { phrase } from '../../../../src/core/phrase.ts';
import { bytesChoice, fittingPane, isInBubble, paneChoices } from '../../../../webview/entry/entryPanes.ts';
import type { EntryReading } from '../../../../webview/entry/entryReadings.ts';
import { inputOf } from '../../../support/inputOf.ts';

describe('an entry’s panes', () => {
  const reading = (id: string, kind: Decoded['kind'], isPreferred = true): EntryReading => ({
    decoder: { id, name: phrase('{0}', id) },
    decoded: { kind } as Decoded,
    isPreferred,
  });
  const text = reading('text', 'characters');
  const json = reading('json', 'text');

  it('are the bytes, and one for each decoder that returned something', () => {
    assert.deepEqual(paneChoices([]), [bytesChoice()]);
    assert.deepEqual(
      paneChoices([text, json]).map(({ value, label, kind }) => [value, label, kind]),
      [
        ['hex', 'Hex', 'hex'],
        ['text', 'text', 'characters'],
        ['json', 'json', 'text'],
      ],
    );
  });

  it('open with the last preferred one, otherwise with the bytes', () => {
    assert.equal(fittingPane([], false), 'hex');
    assert.equal(fittingPane([reading('text', 'characters', false)], false), 'hex');
    assert.equal(fittingPane([text], false), 'text');
    assert.equal(fittingPane([text, json], false), 'json');
    assert.equal(fittingPane([text, json, reading('any', 'tree', false)], false), 'json');
  });

  it('open with the bytes if the bubble already shows the whole text', () => {
    assert.equal(fittingPane([text], true), 'hex');
    assert.equal(fittingPane([text, json], true), 'json', 'unlike the bubble');
  });
});

describe('a text in a bubble', () => {
  const lines = (count: number) => Array.from({ length: count }, () => 'line').join('\n');

  it('is shown completely if it isn’t folded', () => {
    const shown = ['hello', 'x'.repeat(1000), 'x'.repeat(1001), lines(22), lines(23), '✓'.repeat(2000)];
    assert.deepEqual(
      shown.map(text => isInBubble(inputOf(text))),
      [true, true, false, true, false, false],
    );
  });

  it('isn’t shown completely if only its beginning has been fetched', () =>
    assert.ok(!isInBubble(inputOf('hello', { length: 6 }))));
});
