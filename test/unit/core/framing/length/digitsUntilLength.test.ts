import assert from 'node:assert/strict';
import { digitsUntilLength } from '../../../../../src/core/framing/length/digitsUntilLength.ts';
import { utf8 } from '../decodeCut.ts';

const untilBlank = digitsUntilLength(utf8(' '));
const untilLine = digitsUntilLength(utf8('\r\n'));

describe('a length in digits up to certain bytes', () => {
  it('ends with these bytes', () => {
    assert.deepEqual(untilBlank.write(120), utf8('120 '));
    assert.deepEqual(untilBlank.read(utf8('120 5 '), 0), { length: 120, bytes: 4 });
    assert.deepEqual(untilLine.read(utf8('x0007\r\n'), 1), { length: 7, bytes: 6 });
  });

  it('is broken at the first byte that belongs to neither', () => {
    for (const [text, at, expected] of [
      [' ', 0, 'digit'],
      ['   ', 0, 'digit'],
      ['+5 ', 0, 'digit'],
      ['-1 ', 0, 'digit'],
      ['0x10 ', 1, 'endOfLength'],
      ['5, ', 1, 'endOfLength'],
    ] as const)
      assert.deepEqual(untilBlank.read(utf8(text), 0), { at, expected }, JSON.stringify(text));
    assert.deepEqual(untilLine.read(utf8('5\n'), 0), { at: 1, expected: 'endOfLength' });
    assert.deepEqual(untilLine.read(utf8('5\rx'), 0), { at: 2, expected: 'endOfLength' });
  });

  it('can be one without leading zeros', () => {
    const canonical = digitsUntilLength(utf8(':'), { leadingZeros: false });
    for (const text of ['05', '00:', '010:'])
      assert.deepEqual(canonical.read(utf8(text), 0), { at: 1, expected: 'endOfLength' }, text);
    for (const text of ['0', '1']) assert.equal(canonical.read(utf8(text), 0), undefined);
    assert.deepEqual(canonical.read(utf8('0:'), 0), { length: 0, bytes: 2 });
    assert.deepEqual(canonical.read(utf8('10:'), 0), { length: 10, bytes: 3 });
  });

  it('is broken if it is longer than 64 bits, or than any length should be written', () => {
    assert.deepEqual(untilBlank.read(utf8('9'.repeat(400)), 0), { at: 20, expected: 'endOfLength' });
    assert.deepEqual(untilBlank.read(utf8('0'.repeat(5000)), 0), { at: 1024, expected: 'endOfLength' });
    assert.deepEqual(untilBlank.read(utf8(`${'9'.repeat(20)} `), 0), { length: 10n ** 20n - 1n, bytes: 21 });
    assert.deepEqual(untilBlank.read(utf8(`${'5'.padStart(1024, '0')} `), 0), { length: 5, bytes: 1025 });
  });
});
