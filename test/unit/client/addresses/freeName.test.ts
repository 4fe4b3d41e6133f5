import assert from 'node:assert/strict';
import { freeName } from '../../../../src/client/addresses/freeName.ts';

describe('the name of a copy', () => {
  it('gets the next free number', () => {
    assert.equal(freeName('a', new Set(['a'])), 'a 2');
    assert.equal(freeName('a', new Set(['a', 'a 2', 'a 4'])), 'a 3');
  });

  it('increments a number at the end', () => {
    assert.equal(freeName('a 2', new Set(['a', 'a 2'])), 'a 3');
    assert.equal(freeName('2', new Set(['2'])), '2 2');
    assert.equal(freeName('port9', new Set()), 'port9 2');
  });
});
