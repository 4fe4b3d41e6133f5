import assert from 'node:assert/strict';
import { type Padding, paddedDigitsLength } from '../../../../../src/core/framing/length/paddedDigitsLength.ts';
import { utf8 } from '../decodeCut.ts';

const decimal = paddedDigitsLength(4, 10, 'right');
const hexadecimal = paddedDigitsLength(4, 16, 'zeros');

describe('a length in padded digits', () => {
  it('is padded as specified when it is written', () => {
    const written = (padding: Padding) =>
      new TextDecoder().decode(paddedDigitsLength(4, 10, padding).write(12) ?? new Uint8Array());
    assert.deepEqual([written('zeros'), written('left'), written('right')], ['0012', '  12', '12  ']);
    assert.equal(new TextDecoder().decode(hexadecimal.write(0xabc) ?? new Uint8Array()), '0abc');
  });

  it('may be padded in any way when it is read', () => {
    for (const text of ['0012', '12  ', '  12', ' 12 ', '12\0\0', '\t12\t', ' 012'])
      assert.deepEqual(decimal.read(utf8(text), 0), { length: 12, bytes: 4 }, JSON.stringify(text));
    for (const text of ['00aB', 'aB\0\0', '  AB'])
      assert.deepEqual(hexadecimal.read(utf8(text), 0), { length: 171, bytes: 4 });
  });

  it('is broken at the first byte that is neither a digit nor padding', () => {
    for (const [text, at, expected] of [
      ['+5', 0, 'digit'],
      ['-1', 0, 'digit'],
      ['  x', 2, 'digit'],
      ['0x10', 1, 'digit'],
      ['1a', 1, 'digit'],
      ['5 5', 2, 'blank'],
      ['5 x', 2, 'blank'],
      ['    ', 3, 'digit'],
      ['\0\0\0\0', 3, 'digit'],
    ] as const)
      assert.deepEqual(decimal.read(utf8(text), 0), { at, expected }, JSON.stringify(text));
    assert.deepEqual(hexadecimal.read(utf8('0x10'), 0), { at: 1, expected: 'hexDigit' });
  });

  it('is broken at the digit that makes it longer than 64 bits', () => {
    const wide = paddedDigitsLength(400, 10, 'zeros');
    assert.deepEqual(wide.read(utf8('9'.repeat(400)), 0), { at: 20, expected: 'endOfLength' });
    assert.deepEqual(wide.read(utf8('9'.repeat(21)), 0), { at: 20, expected: 'endOfLength' });
    assert.deepEqual(wide.read(utf8('7'.padStart(400, '0')), 0), { length: 7, bytes: 400 });
    assert.deepEqual(wide.read(utf8('9'.repeat(20).padEnd(400)), 0), { length: 10n ** 20n - 1n, bytes: 400 });
  });
});
