import assert from 'node:assert/strict';
import { isBlank } from '../../../../src/core/bytes/isBlank.ts';

describe('white space', () => {
  it('is the same as for a regular expression', () => {
    for (let unit = 0; unit <= 0xffff; unit++)
      assert.equal(isBlank(unit), /\s/.test(String.fromCharCode(unit)), unit.toString(16));
  });
});
