import assert from 'node:assert/strict';
import { comparedText } from '../../../../src/core/bytes/comparedText.ts';

describe('text prepared for comparison', () => {
  it('has the lines of the text, invisible characters as escapes, and the hexdump', () => {
    const lines = comparedText(Buffer.from('a\tb\r\nc\xff', 'latin1'), 'utf8').split('\n');
    assert.deepEqual(lines.slice(0, 3), ['a\\tb\\r\\n', 'c\\xff', '']);
    assert.match(lines[3] ?? '', /^000000 61 09 62 0d 0a 63 ff +\|a·b··c·\|$/);
  });

  it('has an extra line if the text ends with a line ending', () => {
    assert.match(comparedText(Buffer.from('a\n'), 'utf8'), /^a\\n\n\n000000/);
  });
});
