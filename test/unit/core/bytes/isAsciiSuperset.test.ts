import assert from 'node:assert/strict';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import { isAsciiSuperset } from '../../../../src/core/bytes/isAsciiSuperset.ts';

const ascii = Array.from({ length: 128 }, (_, code) => code);

describe('an ASCII superset', () => {
  for (const encoding of ['utf8', 'latin1', 'utf16le', 'utf16be'] as const) {
    it(`is recognized by the bytes of every ASCII character: ${encoding}`, () => {
      const bytes = encodeText(String.fromCharCode(...ascii), encoding);
      assert.equal(isAsciiSuperset(encoding), Buffer.from(ascii).equals(bytes));
    });
  }
});
