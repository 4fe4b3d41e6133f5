import assert from 'node:assert/strict';
import { hexDigit } from '../../../../src/core/bytes/hexDigit.ts';

describe('a hex digit', () => {
  it('has a value in either case, and any other character has none', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const character = String.fromCharCode(code);
      const expected = /[0-9a-f]/i.test(character) ? Number.parseInt(character, 16) : undefined;
      if (expected === undefined) assert.ok(hexDigit(code) <= -1000, character);
      else assert.equal(hexDigit(code), expected);
    }
    assert.ok(hexDigit(Number.NaN) <= -1000);
  });
});
