import assert from 'node:assert/strict';
import { byteMatcher } from '../../../../src/core/search/byteMatcher.ts';
import { BytePattern } from '../../../../src/core/search/bytePattern.ts';

const aa = new BytePattern([[97], [97]]);
const bytes = Buffer.from('aaaa-aa');

describe('a byte pattern search', () => {
  it('returns non-overlapping matches, up to the requested number', () => {
    const { ranges } = byteMatcher(aa);
    const all = [
      [0, 2],
      [2, 4],
      [5, 7],
    ];
    for (const limit of [0, 1, 3, 9]) assert.deepEqual(ranges(bytes, limit), all.slice(0, limit));
  });

  it('matches only if the condition accepts the start and end', () => {
    const matcher = byteMatcher(aa, (_, start, end) => start >= 1 && end < 7);
    assert.deepEqual(matcher.ranges(bytes, 9), [[1, 3]]);
    assert.ok(matcher.test(bytes));
    assert.ok(!matcher.test(Buffer.from('aa')));
  });

  it('matches at the very beginning', () => {
    assert.ok(byteMatcher(aa).test(Buffer.from('aa')));
    assert.ok(!byteMatcher(aa).test(Buffer.from('a')));
  });

  it('costs what the pattern costs', () => assert.equal(byteMatcher(aa).size, aa.size));
});
