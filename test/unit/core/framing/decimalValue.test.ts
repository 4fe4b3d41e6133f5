import assert from 'node:assert/strict';
import { decimalValue } from '../../../../src/core/framing/decimalValue.ts';
import { utf8 } from './decodeCut.ts';

describe('a length in decimal', () => {
  const valueIn = (text: string) => decimalValue(utf8(`x${text}x`), 1, utf8(text).length + 1);

  it('may have blanks around it, and leading zeros', () => {
    assert.equal(valueIn('0'), 0);
    assert.equal(valueIn(' \t120 '), 120);
    assert.equal(valueIn('007'), 7);
    assert.equal(valueIn('9999999999999'), 9_999_999_999_999);
  });

  it('has at least one digit and at most 13, and nothing else', () => {
    for (const text of ['', ' ', '+5', '-1', '0x10', '1 2', '1.', '٣', '1'.repeat(14), '9'.repeat(400)])
      assert.equal(valueIn(text), undefined, text);
  });
});
