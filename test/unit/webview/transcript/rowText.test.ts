import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visibleText } from '../../../../src/core/bytes/visibleText.ts';
import { lineText, rowText } from '../../../../webview/transcript/rowText.ts';
import { elements, textOf } from '../../../support/templates.ts';

const marked = (text: string, ...marks: [number, number][]) =>
  elements(rowText(text, marks))
    .filter(({ tag }) => tag === 'mark')
    .map(one => one.text);

describe('a row’s text', () => {
  it('has escapes that can be typed in the encoding', () => {
    for (const text of [rowText, lineText]) assert.equal(textOf(text('a\x02', [], 'utf16le')), 'a\\u{2}');
    assert.equal(textOf(rowText('a\x02')), 'a\\x02');
  });

  it('dims what isn’t plain text', () => {
    const escapes = elements(rowText('a\x00b\udcff'))
      .filter(({ attributes }) => attributes.class === 'escape')
      .map(({ text }) => text);
    assert.deepEqual(escapes, ['\\0', '\\xff']);
  });

  it('has no escape that following digits would extend, even if a match begins or ends between them', () => {
    assert.equal(textOf(rowText('\x0033')), '\\x0033');
    assert.equal(textOf(lineText('\x0033', [[1, 3]])), '\\x0033');
    assert.equal(textOf(rowText('\x0033', [[0, 1]])), '\\x0033');
  });

  it('breaks its lines like the text, unless it has to be one line', () => {
    const breaks = (pieces: unknown) => elements(pieces).filter(({ tag }) => tag === 'br').length;
    assert.equal(breaks(rowText('a\nb\nc')), 2);
    assert.equal(breaks(lineText('a\nb\nc')), 0);
    assert.equal(textOf(lineText('a\nb')), 'a\\nb');
  });

  it('indents the continuation of a line, but not of a single line', () => {
    const indents = (pieces: unknown) =>
      elements(pieces)
        .filter(({ attributes }) => attributes.class === 'indented')
        .map(({ text, attributes }) => [text, attributes['.style']]);
    assert.deepEqual(indents(rowText('{\n  "a": [\r\n\t1\r    2\u2028 3\n]}\n \n')), [
      ['"a": [\\r\\n', '--indent: 2'],
      ['\\t1\\r', '--indent: 2'],
      ['2\\u{2028} 3\\n', '--indent: 4'],
    ]);
    assert.deepEqual(indents(lineText('a\n  b')), []);
  });

  it('marks a match across indented lines in each of them', () => {
    assert.deepEqual(marked('ab\n\tcd\n\tef\ngh', [1, 5], [6, 12]), ['b\\n', '\\t', 'c', '\\n', '\\t', 'ef\\n', 'g']);
  });

  it('may break between two escapes, except in a single line', () => {
    const places = (pieces: unknown) => elements(pieces).filter(({ tag }) => tag === 'wbr').length;
    const bytes = 'a\x00\x01\udcff b\u202e';
    assert.equal(places(rowText(bytes)), 2);
    assert.equal(places(lineText(bytes)), 0);
    assert.equal(textOf(rowText(bytes)), 'a\\0\\x01\\xff b\\u{202e}');
  });

  it('marks matches, including adjacent ones and those at an end', () => {
    assert.deepEqual(marked('abcabc', [0, 2], [2, 3], [5, 6]), ['ab', 'c', 'c']);
  });

  it('marks as much of a match as is shown', () => {
    assert.deepEqual(marked('abc', [2, 9], [9, 12]), ['c']);
    assert.deepEqual(marked('abc', [3, 4]), []);
  });

  it('is the whole text, whatever is marked in it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z\t\n]{0,20}$/),
        fc.array(fc.nat({ max: 24 }), { maxLength: 8 }),
        (text, cuts) => {
          const sorted = [...new Set(cuts)].sort((one, other) => one - other);
          const marks = sorted.flatMap((from, at): [number, number][] => {
            const to = sorted[at + 1];
            return at % 2 === 0 && to !== undefined ? [[from, to]] : [];
          });
          assert.equal(textOf(rowText(text, marks)).replaceAll(/\s/g, ''), visibleText(text));
        },
      ),
    );
  });
});
