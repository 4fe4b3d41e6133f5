import assert from 'node:assert/strict';
import { formatHex } from '../../../../src/core/bytes/hex.ts';
import { textCodec } from '../../../../src/core/bytes/textCodec.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import { encodeTyped } from '../../../../src/core/template/encodeTyped.ts';
import type { HoleValue } from '../../../../src/core/template/holeValue.ts';
import { parseTemplate } from '../../../../src/core/template/template.ts';
import { typeOf, type ValueType } from '../../../../src/core/template/valueType.ts';

function type(written: string): ValueType {
  const [hole] = parseTemplate(`{{name:${written}}}`);
  assert.ok(hole?.kind === 'insert');
  return typeOf(hole) as ValueType;
}

const counts: Record<string, HoleValue> = { four: 4n, huge: 2n ** 40n, word: 'four', negative: -1n };

function encoded(written: string, value: HoleValue, encoding: Encoding = 'utf8'): string {
  const context = { codec: textCodec(encoding), valueOf: (name: string) => counts[name] };
  return formatHex(encodeTyped(type(written), value, context));
}

const ascii = (text: string) => formatHex(new TextEncoder().encode(text));

describe('a value with a type', () => {
  const numbers: [string, HoleValue, string][] = [
    ['u8', 255n, 'ff'],
    ['i8', -128n, '80'],
    ['u16be', 258n, '01 02'],
    ['u16le', 258n, '02 01'],
    ['u24be', 0x010203n, '01 02 03'],
    ['i24le', -2n, 'fe ff ff'],
    ['u32be', 4_294_967_295n, 'ff ff ff ff'],
    ['i32le', -1n, 'ff ff ff ff'],
    ['u48be', 1n, '00 00 00 00 00 01'],
    ['u64le', 2n ** 64n - 1n, 'ff ff ff ff ff ff ff ff'],
    ['i64be', -(2n ** 63n), '80 00 00 00 00 00 00 00'],
    ['f32be', 1.5, '3f c0 00 00'],
    ['f32le', 1n, '00 00 80 3f'],
    ['f64be', -0.1, 'bf b9 99 99 99 99 99 9a'],
    ['varint', 0n, '00'],
    ['varint', 300n, 'ac 02'],
    ['varint', 2n ** 64n - 1n, 'ff ff ff ff ff ff ff ff ff 01'],
    ['bcd(2)', 123n, '01 23'],
    ['dec', 42n, ascii('42')],
    ['dec(4)', 42n, ascii('0042')],
    ["dec(5,' ')", 42n, ascii('42   ')],
    ["dec( 5 , ' ' )", 42n, ascii('42   ')],
    ['dec(four)', 42n, ascii('0042')],
    ['hex', 255n, ascii('ff')],
    ['hex(4)', 255n, ascii('00ff')],
    ['int', -42n, ascii('-42')],
    ['num', -0.5, ascii('-0.5')],
    ['num', 10n ** 20n, ascii('100000000000000000000')],
    ['u16be', 5, '00 05'],
    ['u16be', '+513', '02 01'],
    ['u16be', Uint8Array.from([0x35, 0x31, 0x33]), '02 01'],
    ['u16be', { bytes: Uint8Array.of(1), value: 513n }, '02 01'],
    ['u16be', { bytes: Uint8Array.of(0x37) }, '00 07'],
  ];
  for (const [written, value, expected] of numbers)
    it(`writes ${typeof value === 'object' ? 'captured bytes' : String(value)} as ${written}`, () =>
      assert.equal(encoded(written, value), expected));

  const others: [string, HoleValue, string][] = [
    ['word', 'a/b', ascii('a/b')],
    ['bytes', Uint8Array.of(0xff, 0), 'ff 00'],
    ['bytes(2)', Uint8Array.of(0xff, 0), 'ff 00'],
    ['bytes(four)', 'abcd', ascii('abcd')],
    ['text(4)', 'ab', ascii('ab  ')],
    ['text(four)', 'abcd', ascii('abcd')],
    ['text', { bytes: Uint8Array.of(0, 7), value: 7n }, ascii('7')],
    ['text(4)', { bytes: Uint8Array.from([0x61, 0, 0, 0, 0]), value: 'a' }, ascii('a   ')],
    ['bytes', { bytes: Uint8Array.of(0, 7), value: 7n }, '00 07'],
  ];
  for (const [written, value, expected] of others)
    it(`writes ${typeof value === 'object' ? 'captured bytes' : JSON.stringify(value)} as ${written}`, () =>
      assert.equal(encoded(written, value), expected));

  it('has its digits and texts in the endpoint’s encoding', () => {
    assert.equal(encoded('dec(2)', 7n, 'utf16be'), '00 30 00 37');
    assert.equal(encoded('text(6)', 'é', 'utf16le'), 'e9 00 20 00 20 00');
    assert.equal(encoded('text(2)', 'é', 'latin1'), 'e9 20');
    assert.equal(encoded('u16be', textCodec('utf16le').encode('258'), 'utf16le'), '01 02');
  });

  const refused: [string, HoleValue][] = [
    ['u8', 256n],
    ['u8', -1n],
    ['i8', 128n],
    ['u64be', 2n ** 64n],
    ['u16be', 1.5],
    ['u16be', 'abc'],
    ['u16be', ''],
    ['u16be', '1'.repeat(1000)],
    ['u16be', new Uint8Array(1_000_000)],
    ['varint', -1n],
    ['varint', 2n ** 64n],
    ['bcd(1)', 100n],
    ['bcd(1)', -1n],
    ['dec(2)', 100n],
    ['dec', -1n],
    ["dec(2,' ')", 100n],
    ['dec(huge)', 1n],
    ['dec(missing)', 1n],
    ['dec(word)', 1n],
    ['dec(negative)', 1n],
    ['hex(1)', 16n],
    ['num', Number.NaN],
    ['word', 'a b'],
    ['word', ''],
    ['bytes(2)', 'a'],
    ['bytes(2)', 'abc'],
    ['text(2)', 'abc'],
    ['text(huge)', 'a'],
    ['bytes(missing)', 'a'],
  ];
  for (const [written, value] of refused) {
    const shown = value instanceof Uint8Array ? 'a megabyte' : String(value).slice(0, 20);
    it(`is rejected if ${written} can’t represent it: ${shown}`, () => {
      assert.throws(() => encoded(written, value), { name: 'RangeError', message: /^“.*” can’t be written as / });
    });
  }

  it('pads no text of two bytes a character with half a blank', () => {
    assert.throws(() => encoded('text(5)', 'é', 'utf16le'), /can’t be written/);
  });
});
