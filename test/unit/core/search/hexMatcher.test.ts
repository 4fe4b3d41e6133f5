import assert from 'node:assert/strict';
import { hexMatcher } from '../../../../src/core/search/hexMatcher.ts';

describe('a hex search', () => {
  it('finds its bytes, with dots as wildcards', () => {
    const bytes = Uint8Array.of(1, 2, 3, 1, 9, 3);
    const starts = (hex: string) =>
      hexMatcher(hex)
        .ranges(bytes, 9)
        .map(([from]) => from);
    assert.deepEqual(starts('01 02'), [0]);
    assert.deepEqual(starts('01..03'), [0, 3]);
    assert.deepEqual(starts('..'), [0, 1, 2, 3, 4, 5]);
  });

  it('is rejected if it has no bytes, or isn’t hex', () => {
    for (const hex of ['', ' ', ',']) {
      assert.throws(() => hexMatcher(hex), { name: 'RangeError', message: 'enter bytes to search for' });
    }
    assert.throws(() => hexMatcher('0'), /"0" at character 1/);
  });
});
