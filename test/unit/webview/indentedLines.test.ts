import assert from 'node:assert/strict';
import { endsLine, withHangingLines } from '../../../webview/indentedLines.ts';
import { elements, textOf } from '../../support/templates.ts';

describe('the indented lines of a text', () => {
  const pieces = (text: string, most?: number) => withHangingLines(text, (from, to) => [text.slice(from, to)], most);
  const indented = (text: string, most?: number) =>
    elements(pieces(text, most)).flatMap(({ text: line, attributes }) =>
      attributes.class === 'indented' ? [[line, attributes['.style']]] : [],
    );

  it('continue below their first character, whatever their line ending', () => {
    assert.deepEqual(indented('{\n  "a": [\r\n\t1\r    2 3\n]}\n \n'), [
      ['"a": [', '--indent: 2'],
      ['1', '--indent: 2'],
      ['2 3', '--indent: 4'],
    ]);
    assert.deepEqual(indented(`${' '.repeat(99)}x`), [['x', '--indent: 99']]);
    assert.deepEqual(indented('a\nb'), []);
  });

  it('are limited in number of elements, without losing text', () => {
    const text = ' a\n b\n c';
    assert.equal(indented(text, 2).length, 2);
    assert.equal(textOf(pieces(text, 2)), 'ab c', 'each element is trimmed here');
  });

  it('keep an adjacent word on the line, unless a narrow list has no room for both', () => {
    const isKept = (blanks: number) =>
      elements(pieces(`${' '.repeat(blanks)}x`)).some(({ attributes }) => attributes.class === 'indentation');
    assert.deepEqual([isKept(16), isKept(17)], [true, false]);
  });

  it('end a line like line endings do', () => {
    for (const text of ['a\n', 'a\r', 'a\n  b', '\tb c']) assert.ok(endsLine(text), text);
    for (const text of ['a', 'a\nb', 'a\n  b\nc', 'a  b']) assert.ok(!endsLine(text), text);
  });
});
