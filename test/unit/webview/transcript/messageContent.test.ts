import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { type ContentState, foldsFind, messageContent } from '../../../../webview/transcript/messageContent.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, press, textOf } from '../../../support/templates.ts';

describe('a message’s content in a row', () => {
  let pressed: string[];

  function content(row: PanelRow, given: Partial<ContentState> = {}) {
    const state: ContentState = {
      form: 'text',
      columns: 100,
      maxByteLines: 6,
      maxTextLines: 20,
      isLong: false,
      bytes: row.bytes,
      showMore: () => pressed.push('more'),
      showLess: () => pressed.push('less'),
      ...given,
    };
    return messageContent(row, state, () => pressed.push('inspect'));
  }
  const shown = (row: PanelRow, given: Partial<ContentState> = {}) => textOf(content(row, given));
  const binary = (length: number, here = length) =>
    panelRow(1, { length, bytes: Uint8Array.from({ length: here }, (_, at) => at % 256) });

  beforeEach(() => {
    pressed = [];
  });

  it('shows a thousand characters until the user requests more', () => {
    const long = panelRow(1, { text: 'x'.repeat(1001), length: 1001 });
    assert.equal(shown(long), `${'x'.repeat(1000)} … Show More`);
    assert.equal(shown(long, { isLong: true }), `${'x'.repeat(1001)} Show Less`);
    assert.equal(shown(long, { isLong: true, isHeld: true }), 'x'.repeat(1001), 'a match in it is shown');
    assert.equal(shown(panelRow(1, { text: 'x'.repeat(1000), length: 1000 })), 'x'.repeat(1000));
    press(content(long), 'Show More');
    press(content(long, { isLong: true }), 'Show Less');
    assert.deepEqual(pressed, ['more', 'less']);
  });

  it('can fold again only what was folded: to some lines, or to one', () => {
    const short = panelRow(1, { text: 'x'.repeat(1000), length: 1000 });
    assert.equal(shown(short, { isLong: true }), 'x'.repeat(1000));
    assert.equal(shown(short, { isLong: true, isLine: true }), `${'x'.repeat(1000)} Show Less`);
  });

  it('shows how many bytes there are beyond the preview', () => {
    assert.equal(shown(panelRow(1, { more: 1 })), 'hello … 1 more byte');
    assert.equal(shown(panelRow(1, { more: 2 })), 'hello … 2 more bytes');
    press(content(panelRow(1, { more: 2 })), '2 more bytes');
    assert.deepEqual(pressed, ['inspect']);
  });

  it('shows the rest of the preview before what is beyond it', () => {
    const longer = panelRow(1, { text: 'x'.repeat(1001), more: 5 });
    assert.match(shown(longer) ?? '', /… Show More$/);
    assert.match(shown(longer, { isLong: true }) ?? '', /x … 5 more bytes Show Less$/);
  });

  it('shows the button for more at the edge if it is on its own line', () => {
    const dots = (text: string) => {
      const [, way] = content(panelRow(1, { text, more: 1 })) as unknown[];
      return (way as { values: unknown[] }).values[0];
    };
    assert.deepEqual(['a', 'a\n', 'a\n  b', 'a\nb'].map(dots), [' … ', '… ', '… ', ' … ']);
  });

  it('shows that a message is empty, in every mode', () => {
    for (const form of ['text', 'hex', 'mixed'] as const)
      assert.equal(shown(panelRow(1, { text: '', length: 0, bytes: new Uint8Array() }), { form }), '(empty)');
  });

  it('shows bytes in hex, optionally with the text next to them, and the text until they have arrived', () => {
    const row = panelRow(1, { bytes: Buffer.from('hello') });
    assert.equal(shown(row, { form: 'hex' }), '68 65 6c 6c 6f');
    assert.equal(shown(row, { form: 'mixed' }), '68 65 6c 6c 6fhello');
    assert.equal(shown(panelRow(1), { form: 'hex' }), 'hello');
  });

  it('marks matches in the bytes, not those in the text', () => {
    const row = panelRow(1, { bytes: Buffer.from('hello'), marks: [[0, 1]], byteMarks: [[1, 2]] });
    const marks = elements(content(row, { form: 'hex' })).filter(({ tag }) => tag === 'mark');
    assert.deepEqual(
      marks.map(({ text }) => text),
      ['65'],
    );
  });

  it('folds bytes to a few lines, shows all that are loaded on request, and how many are left', () => {
    const offsets = (row: PanelRow, given: Partial<ContentState> = {}) =>
      elements(content(row, { form: 'mixed', columns: 40, ...given })).filter(
        ({ attributes }) => attributes.class === 'offset',
      ).length;
    assert.equal(offsets(binary(64)), 8, 'two excess lines are shown');
    assert.equal(offsets(binary(65)), 6);
    assert.match(shown(binary(65), { form: 'mixed', columns: 40 }) ?? '', /… Show More$/);
    assert.equal(offsets(binary(65), { isLong: true }), 9);
    assert.match(shown(binary(9000, 4096), { form: 'hex', isLong: true }) ?? '', /… 4904 more bytes Show Less$/);
  });

  it('folds the same bytes in every mode that shows bytes', () => {
    // Sixteen bytes of hex fit in a line, with their text only eight.
    const count = (form: ContentState['form'], length: number) =>
      elements(content(binary(length), { form, columns: 56 }))
        .filter(({ attributes }) => attributes.class === (form === 'hex' ? 'hex-bytes-line' : 'hex'))
        .flatMap(({ text }) => text.trim().split(/\s+/)).length;
    for (const form of ['hex', 'mixed'] as const)
      assert.deepEqual([count(form, 128), count(form, 129)], [128, 96], form);
  });

  it('detects a match in the folded part', () => {
    const folds = (row: PanelRow, form: ContentState['form'] = 'text') =>
      foldsFind(row, {
        form,
        columns: 40,
        maxByteLines: 6,
        maxTextLines: 20,
        bytes: row.bytes,
      });
    const text = (...marks: [number, number][]) => panelRow(1, { text: 'x'.repeat(2000), length: 2000, marks });
    assert.deepEqual([folds(text()), folds(text([0, 800])), folds(text([0, 801]))], [false, false, true]);
    assert.ok(!folds(panelRow(1, { marks: [[4, 5]] })));
    const bytes = (end: number, length = 65) => ({ ...binary(length), byteMarks: [[0, end]] as const });
    assert.deepEqual([folds(bytes(48), 'mixed'), folds(bytes(49), 'mixed')], [false, true]);
    assert.ok(!folds(bytes(64, 64), 'mixed'));
  });

  it('breaks lines anywhere if it has no words', () => {
    const isBinary = (text: string) =>
      elements(content(panelRow(1, { text, length: 9 }))).some(({ attributes }) => attributes.class === 'binary');
    assert.deepEqual([isBinary('some words\r\n'), isBinary('\0\x01\udcff a')], [false, true]);
  });

  it('has as many lines of bytes as its view allows', () => {
    const lines = (maxByteLines: number) =>
      elements(content(binary(160), { form: 'hex', columns: 23, maxByteLines })).filter(
        ({ attributes }) => attributes.class === 'hex-bytes-line',
      ).length;
    assert.deepEqual([lines(4), lines(6), lines(18)], [4, 6, 20]);
  });
});
