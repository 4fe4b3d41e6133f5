import assert from 'node:assert/strict';
import { freeName } from '../../../../src/client/addresses/freeName.ts';

describe('a name for a copy', () => {
  it('has the next number that is free', () => {
    assert.equal(freeName('a', new Set(['a'])), 'a 2');
    assert.equal(freeName('a', new Set(['a', 'a 2', 'a 4'])), 'a 3');
  });

  it('counts on where the name ends with a number', () => {
    assert.equal(freeName('a 2', new Set(['a', 'a 2'])), 'a 3');
    assert.equal(freeName('2', new Set(['2'])), '2 2');
    assert.equal(freeName('port9', new Set()), 'port9 2');
  });
});
