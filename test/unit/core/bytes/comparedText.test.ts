import assert from 'node:assert/strict';
import { comparedText } from '../../../../src/core/bytes/comparedText.ts';

describe('text to be compared', () => {
  it('has the lines of the text, what can’t be seen as escapes, and the hexdump', () => {
    const lines = comparedText(Buffer.from('a\tb\r\nc\xff', 'latin1'), 'utf8').split('\n');
    assert.deepEqual(lines.slice(0, 3), ['a\\tb\\r\\n', 'c\\xff', '']);
    assert.match(lines[3] ?? '', /^000000 61 09 62 0d 0a 63 ff +\|a·b··c·\|$/);
  });

  it('is a line more where the text ends one', () => {
    assert.match(comparedText(Buffer.from('a\n'), 'utf8'), /^a\\n\n\n000000/);
  });
});
