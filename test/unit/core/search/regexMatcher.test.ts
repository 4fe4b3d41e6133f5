import assert from 'node:assert/strict';
import { regexMatcher } from '../../../../src/core/search/regexMatcher.ts';

describe('a regular expression search', () => {
  it('ignores case unless told otherwise', () => {
    const bytes = Buffer.from('b B');
    assert.equal(regexMatcher('B', false, 'utf8').ranges(bytes, 9).length, 2);
    assert.deepEqual(regexMatcher('B', true, 'utf8').ranges(bytes, 9), [[2, 3]]);
  });

  it('returns the exact matching bytes, even inside a character', () => {
    assert.deepEqual(regexMatcher('\\xa9', true, 'utf8').ranges(Buffer.from('✓é'), 9), [[4, 5]]);
  });

  it('returns up to the requested number of matches', () => {
    assert.equal(regexMatcher('a', false, 'utf8').ranges(Buffer.from('aaa'), 2).length, 2);
  });

  it('costs as much as its program has instructions', () => {
    assert.ok(regexMatcher('a{50}', true, 'utf8').size > regexMatcher('a', true, 'utf8').size + 40);
  });

  it('is rejected if it is empty or invalid', () => {
    assert.throws(() => regexMatcher('', false, 'utf8'), {
      name: 'RangeError',
      message: 'enter a pattern to search for',
    });
    assert.throws(() => regexMatcher('(', false, 'utf8'), RangeError);
  });
});
