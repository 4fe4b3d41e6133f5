import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatBase64, parseBase64 } from '../../../../src/core/bytes/base64.ts';
import { unescapeBytes } from '../../../../src/core/bytes/escapes.ts';
import { formatBytes } from '../../../../src/core/bytes/formatBytes.ts';
import { formatHex, parseHex, parseHexPattern } from '../../../../src/core/bytes/hex.ts';
import { hexdump, hexdumpLines } from '../../../../src/core/bytes/hexdump.ts';

describe('hex', () => {
  for (const text of [
    '01 02 ff',
    '0x01,0x02,0xFF',
    '0102ff',
    '\\x01\\x02\\xff',
    '01:02:ff',
    '01-02\n ff',
    ' 0x0102ff ',
  ]) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual([...parseHex(text)], [1, 2, 255]));
  }

  it('names the place of what is no hex', () => {
    assert.throws(() => parseHex('01 0g'), { name: 'RangeError', message: '"0g" at character 4 is not a hex byte' });
    assert.throws(() => parseHex('012'), /"2" at character 3/);
    assert.throws(() => parseHex('..'), /not a hex byte/);
  });

  it('reads patterns with wildcards', () =>
    assert.deepEqual(parseHexPattern('01 .. ??ff'), [1, undefined, undefined, 255]));

  it('reads back what it writes', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => assert.deepEqual([...parseHex(formatHex(bytes))], [...bytes])));
  });
});

describe('base64', () => {
  it('reads both alphabets, white space, missing padding', () => {
    for (const text of ['++//', '--__', ' +\n+ // ']) assert.deepEqual([...parseBase64(text)], [251, 239, 255], text);
    assert.deepEqual([...parseBase64('SGk')], [72, 105]);
  });

  it('names the place of what does not belong', () => {
    assert.throws(() => parseBase64('SG*k'), {
      name: 'RangeError',
      message: '"*" at character 3 does not belong in base64',
    });
    assert.throws(() => parseBase64('SGk=x'), /character 4/);
    assert.throws(() => parseBase64('SGkxx'), /cut/);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes =>
        assert.deepEqual(parseBase64(formatBase64(bytes)), bytes),
      ),
    );
  });
});

describe('escapes', () => {
  it('become bytes', () => {
    assert.deepEqual([...unescapeBytes('a\\n\\r\\t\\0\\\\\\xff\\"', 'utf8')], [97, 10, 13, 9, 0, 92, 255, 34]);
    assert.deepEqual([...unescapeBytes('\\u{2713}\\u00e9', 'utf8')], [0xe2, 0x9c, 0x93, 0xc3, 0xa9]);
    assert.deepEqual([...unescapeBytes('é\\xe9', 'latin1')], [0xe9, 0xe9]);
  });

  it('name what is none', () => {
    assert.throws(() => unescapeBytes('ok \\q', 'utf8'), { name: 'RangeError', message: /"\\q" at character 4/ });
    for (const text of ['\\', '\\x1', '\\u12', '\\u{}', '\\u{1234567}', 'C:\\Projects']) {
      assert.throws(() => unescapeBytes(text, 'utf8'), RangeError, text);
    }
    assert.throws(() => unescapeBytes('\\u{110000}', 'utf8'), /beyond the last character/);
    assert.throws(() => unescapeBytes('\\u{2713}', 'latin1'), /not in latin1/);
  });
});

describe('hexdump', () => {
  it('has 16 bytes a line, with offsets and text', () => {
    const lines = hexdumpLines(Uint8Array.from({ length: 18 }, (_, at) => at + 0x41));
    assert.deepEqual(lines, [
      { offset: '000000', hex: '41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50', text: 'ABCDEFGHIJKLMNOP' },
      { offset: '000010', hex: '51 52', text: 'QR' },
    ]);
  });

  it('continues offsets and hides what cannot be printed', () => {
    assert.deepEqual(hexdumpLines(Uint8Array.of(0, 0x7f), 0x1000), [{ offset: '001000', hex: '00 7f', text: '··' }]);
    assert.equal(hexdump(new Uint8Array()), '');
  });
});

describe('formatBytes', () => {
  it('keeps three digits', () => {
    const shown = [0, 999, 1000, 1_240_000, 1e12].map(formatBytes);
    assert.deepEqual(shown, ['0 B', '999 B', '1.00 kB', '1.24 MB', '1.00 TB']);
  });
});
