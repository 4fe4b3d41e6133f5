import assert from 'node:assert/strict';
import { regexMatcher } from '../../../../src/core/search/regexMatcher.ts';

describe('a regular expression that is looked for', () => {
  it('matches both cases unless case counts', () => {
    const bytes = Buffer.from('b B');
    assert.equal(regexMatcher('B', false, 'utf8').ranges(bytes, 9).length, 2);
    assert.deepEqual(regexMatcher('B', true, 'utf8').ranges(bytes, 9), [[2, 3]]);
  });

  it('gives the very bytes that it matches, also inside a character', () => {
    assert.deepEqual(regexMatcher('\\xa9', true, 'utf8').ranges(Buffer.from('✓é'), 9), [[4, 5]]);
  });

  it('finds as much as is asked for', () => {
    assert.equal(regexMatcher('a', false, 'utf8').ranges(Buffer.from('aaa'), 2).length, 2);
  });

  it('costs as much as its program has instructions', () => {
    assert.ok(regexMatcher('a{50}', true, 'utf8').size > regexMatcher('a', true, 'utf8').size + 40);
  });

  it('is refused where it is empty or no pattern', () => {
    assert.throws(() => regexMatcher('', false, 'utf8'), {
      name: 'RangeError',
      message: 'enter a pattern to search for',
    });
    assert.throws(() => regexMatcher('(', false, 'utf8'), RangeError);
  });
});
