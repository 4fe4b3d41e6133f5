import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseBase64 } from '../../../../src/core/bytes/base64.ts';
import { type ByteFormatName, byteFormats } from '../../../../src/core/bytes/byteFormats.ts';
import { parseHex } from '../../../../src/core/bytes/hex.ts';

describe('byte formats', () => {
  const { hex, cArray, pythonBytes, base64 } = byteFormats;
  const count = (length: number) => Uint8Array.from({ length }, (_, at) => at);

  it('write hex and base64 that read back', () => {
    assert.equal(hex.write(Uint8Array.of(1, 2, 255)), '01 02 ff');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), bytes => {
        assert.deepEqual(parseHex(hex.write(bytes)), new Uint8Array(bytes));
        assert.deepEqual(parseBase64(base64.write(bytes)), new Uint8Array(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('write a C array, 12 bytes a line', () => {
    assert.equal(cArray.write(count(0)), 'unsigned char data[] = { };');
    assert.equal(cArray.write(count(1)), 'unsigned char data[] = { 0x00 };');
    assert.equal(cArray.write(count(2)), 'unsigned char data[] = { 0x00, 0x01 };');
    assert.equal(cArray.write(count(12)).split('\n').length, 1);
    assert.equal(
      cArray.write(count(13)),
      'unsigned char data[] = {\n  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b,\n  0x0c,\n};',
    );
  });

  it('write the same literals as Python', () => {
    const cases: [string, string][] = [
      ['', "b''"],
      ['\x01abc', "b'\\x01abc'"],
      ['\t\n\r\\\x00\x1f ~\x7f\xff', "b'\\t\\n\\r\\\\\\x00\\x1f ~\\x7f\\xff'"],
      ["it's", `b"it's"`],
      ['say "hi"', `b'say "hi"'`],
      [`it's "hi"`, `b'it\\'s "hi"'`],
    ];
    for (const [bytes, expected] of cases) assert.equal(pythonBytes.write(Buffer.from(bytes, 'latin1')), expected);
  });

  it('never consume more bytes than they report', () => {
    const names = Object.keys(byteFormats) as ByteFormatName[];
    for (const bytes of [new Uint8Array(10_000), new Uint8Array(10_000).fill(0xff)]) {
      for (const name of names) {
        const { write, unitsPerByte } = byteFormats[name];
        assert.ok(write(bytes).length <= bytes.length * unitsPerByte + 100, name);
      }
    }
  });
});
