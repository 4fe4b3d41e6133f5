import assert from 'node:assert/strict';
import { quotable } from '../../../../src/core/bytes/quotable.ts';

describe('what an error quotes', () => {
  it('is the text as far as it is short', () => {
    assert.equal(quotable('a'.repeat(40)), 'a'.repeat(40));
    assert.equal(quotable('a'.repeat(41)), `${'a'.repeat(39)}…`);
    assert.equal(quotable(''), '');
  });

  it('ends with a whole character', () => {
    assert.equal(quotable('😀'.repeat(21)), `${'😀'.repeat(19)}…`);
  });
});
