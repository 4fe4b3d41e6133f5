import assert from 'node:assert/strict';
import { byteMatcher } from '../../../../src/core/search/byteMatcher.ts';
import { BytePattern } from '../../../../src/core/search/bytePattern.ts';

const aa = new BytePattern([[97], [97]]);
const bytes = Buffer.from('aaaa-aa');

describe('a byte pattern that is looked for', () => {
  it('marks finds that don’t overlap, at most as many as are asked for', () => {
    const { marks } = byteMatcher(aa, 'utf8');
    const all = [
      [0, 2],
      [2, 4],
      [5, 7],
    ];
    for (const limit of [0, 1, 3, 9]) assert.deepEqual(marks(bytes, bytes.toString(), limit), all.slice(0, limit));
  });

  it('is only where the condition holds, which is told begin and end', () => {
    const matcher = byteMatcher(aa, 'utf8', (_, start, end) => start >= 1 && end < 7);
    assert.deepEqual(matcher.marks(bytes, bytes.toString(), 9), [[1, 3]]);
    assert.ok(matcher.test(bytes));
    assert.ok(!matcher.test(Buffer.from('aa')));
  });

  it('is found at the very beginning', () => {
    assert.ok(byteMatcher(aa, 'utf8').test(Buffer.from('aa')));
    assert.ok(!byteMatcher(aa, 'utf8').test(Buffer.from('a')));
  });

  it('marks characters of the text, not bytes', () => {
    assert.deepEqual(byteMatcher(aa, 'utf8').marks(Buffer.from('✓aa'), '✓aa', 9), [[1, 3]]);
  });

  it('costs what the pattern costs', () => assert.equal(byteMatcher(aa, 'utf8').size, aa.size));
});
