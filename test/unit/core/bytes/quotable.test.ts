import assert from 'node:assert/strict';
import { quotable } from '../../../../src/core/bytes/quotable.ts';

describe('quoted input in an error', () => {
  it('is the whole text if that is short', () => {
    assert.equal(quotable('a'.repeat(40)), 'a'.repeat(40));
    assert.equal(quotable('a'.repeat(41)), `${'a'.repeat(39)}…`);
    assert.equal(quotable(''), '');
  });

  it('ends with a whole character', () => {
    assert.equal(quotable('😀'.repeat(21)), `${'😀'.repeat(19)}…`);
  });
});
