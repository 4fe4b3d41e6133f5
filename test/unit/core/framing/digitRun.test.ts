import assert from 'node:assert/strict';
import { type Base, digitsEnd, excessDigit, numberIn } from '../../../../src/core/framing/digitRun.ts';
import { utf8 } from './decodeCut.ts';

const value = (text: string, base: Base) => numberIn(utf8(text), 0, text.length, base);
const excess = (text: string, base: Base) => excessDigit(utf8(text), 0, text.length, base);

describe('a run of digits', () => {
  it('ends before the first byte that isn’t a digit of its base', () => {
    assert.equal(digitsEnd(utf8('x09a'), 1, 4, 10), 3);
    assert.equal(digitsEnd(utf8('x09aFg'), 1, 6, 16), 5);
    assert.equal(digitsEnd(utf8('123'), 0, 2, 10), 2);
    for (const other of ['/', ':', '+', '-', ' ', '\0', '@', 'G', '`', 'g', '\x10', '\x19', '²'])
      assert.equal(digitsEnd(utf8(other), 0, 1, 16), 0, JSON.stringify(other));
  });

  it('has an exact value of up to 64 bits', () => {
    assert.equal(value('0042', 10), 42);
    assert.equal(value('00fF', 16), 255);
    assert.equal(value('9007199254740991', 10), Number.MAX_SAFE_INTEGER);
    assert.equal(value('9007199254740993', 10), 2n ** 53n + 1n);
    assert.equal(value('00000018446744073709551615', 10), 2n ** 64n - 1n);
    assert.equal(value('ffffffffffffffff', 16), 2n ** 64n - 1n);
  });

  it('has a digit too many if it doesn’t fit 64 bits, unless it begins with zeros', () => {
    assert.equal(excess('9'.repeat(20), 10), -1);
    assert.equal(excess('9'.repeat(400), 10), 20);
    assert.equal(excess(`000${'9'.repeat(21)}`, 10), 23);
    assert.equal(excess('0'.repeat(400), 10), -1);
    assert.equal(excess('f'.repeat(16), 16), -1);
    assert.equal(excess('f'.repeat(17), 16), 16);
  });
});
