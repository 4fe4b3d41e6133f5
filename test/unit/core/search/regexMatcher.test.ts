import assert from 'node:assert/strict';
import { regexMatcher } from '../../../../src/core/search/regexMatcher.ts';

describe('a regular expression that is looked for', () => {
  it('matches both cases unless case counts', () => {
    const bytes = Buffer.from('b B');
    assert.equal(regexMatcher('B', false, 'utf8').marks(bytes, 'b B', 9).length, 2);
    assert.deepEqual(regexMatcher('B', true, 'utf8').marks(bytes, 'b B', 9), [[2, 3]]);
  });

  it('marks whole characters of the text where it matches some of their bytes', () => {
    assert.deepEqual(regexMatcher('\\xa9', true, 'utf8').marks(Buffer.from('✓é'), '✓é', 9), [[1, 2]]);
  });

  it('finds as much as is asked for', () => {
    assert.equal(regexMatcher('a', false, 'utf8').marks(Buffer.from('aaa'), 'aaa', 2).length, 2);
  });

  it('costs as much as its program has instructions', () => {
    assert.ok(regexMatcher('a{50}', true, 'utf8').size > regexMatcher('a', true, 'utf8').size + 40);
  });

  it('is refused where it is empty or no pattern', () => {
    assert.throws(() => regexMatcher('', false, 'utf8'), {
      name: 'RangeError',
      message: 'there is no pattern to look for',
    });
    assert.throws(() => regexMatcher('(', false, 'utf8'), RangeError);
  });
});
