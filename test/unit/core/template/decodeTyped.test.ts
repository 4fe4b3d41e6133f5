import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHex } from '../../../../src/core/bytes/hex.ts';
import { textCodec } from '../../../../src/core/bytes/textCodec.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import { type Decoded, decodeTyped, validText, wordEnd } from '../../../../src/core/template/decodeTyped.ts';
import { encodeTyped } from '../../../../src/core/template/encodeTyped.ts';
import { parseTemplate } from '../../../../src/core/template/template.ts';
import { typeOf, type ValueType } from '../../../../src/core/template/valueType.ts';

const countOf = (count: number | string) => (typeof count === 'number' ? count : count === 'three' ? 3 : undefined);

function type(written: string): ValueType {
  const [hole] = parseTemplate(`{{name:${written}}}`);
  assert.ok(hole?.kind === 'insert');
  return typeOf(hole) as ValueType;
}

function decoded(written: string, bytes: Uint8Array, at = 0, encoding: Encoding = 'utf8'): Decoded | undefined {
  return decodeTyped(type(written), bytes, at, { codec: textCodec(encoding), countOf });
}

describe('bytes of a type', () => {
  const binary: [string, string, bigint | number | undefined, number][] = [
    ['u8', 'ff 00', 255n, 1],
    ['i8', 'ff', -1n, 1],
    ['u16be', '01 02', 258n, 2],
    ['u16le', '01 02', 513n, 2],
    ['i24be', 'ff ff fe', -2n, 3],
    ['u64le', 'ff ff ff ff ff ff ff ff', 2n ** 64n - 1n, 8],
    ['f32be', '3f c0 00 00', 1.5, 4],
    ['f64le', '00 00 00 00 00 00 f8 3f', 1.5, 8],
    ['varint', 'ac 02 ff', 300n, 2],
    ['varint', '80 00', 0n, 2],
    ['varint', 'ff ff ff ff ff ff ff ff ff 01', 2n ** 64n - 1n, 10],
    ['bcd(2)', '01 23 45', 123n, 2],
    ['bytes(2)', '01 23 45', undefined, 2],
    ['bytes(three)', '01 23 45', undefined, 3],
  ];
  for (const [written, hex, value, end] of binary)
    it(`are decoded as ${written}: ${hex}`, () => assert.deepEqual(decoded(written, parseHex(hex)), { value, end }));

  const texts: [string, string, bigint | number | string, number][] = [
    ['dec(4)', '0042', 42n, 4],
    ['dec(4)', '42  ', 42n, 4],
    ['dec(4)', '  42', 42n, 4],
    ["dec(4,' ')", '0042', 42n, 4],
    ['dec', '42x', 42n, 2],
    ['hex(4)', '00Ff', 255n, 4],
    ['hex', 'fFx', 255n, 2],
    ['int', '-42.5', -42n, 3],
    ['int', '+5', 5n, 2],
    ['num', '-4.25e1,', -42.5, 7],
    ['num', '1.', 1n, 1],
    ['num', '12e', 12n, 2],
    ['text(4)', 'ab  ', 'ab', 4],
    ['text(three)', 'ab\0', 'ab', 3],
    ['text(2)', 'é', 'é', 2],
  ];
  for (const [written, text, value, end] of texts)
    it(`are decoded as ${written}: ${JSON.stringify(text)}`, () =>
      assert.deepEqual(decoded(written, new TextEncoder().encode(text)), { value, end }));

  const refused: [string, string][] = [
    ['varint', '80 80'],
    ['varint', 'ff ff ff ff ff ff ff ff ff 02'],
    ['varint', '80 80 80 80 80 80 80 80 80 80 00'],
    ['bcd(1)', '1a'],
    ['dec(3)', '31 20 31'],
    ['dec(2)', '20 20'],
    ['dec(2)', '2b 35'],
    ['hex(2)', '20 31'],
    ['dec', '78'],
    ['dec', '2b 35'],
    ['int', '2d'],
    ['int', ''],
    ['num', '2e 35'],
    ['text(2)', '61 ff'],
    ['bytes(missing)', '61'],
    ['dec(missing)', '31'],
  ];
  for (const [written, hex] of refused)
    it(`aren’t ${written}: ${hex}`, () => assert.equal(decoded(written, parseHex(hex)), undefined));

  it('must all be there', () => {
    for (const written of ['u16be', 'f32le', 'bcd(2)', 'dec(2)', 'hex(2)', 'bytes(2)', 'text(2)']) {
      assert.equal(decoded(written, Uint8Array.of(0x31)), undefined, written);
      assert.notEqual(decoded(written, parseHex('31 31 31 31')), undefined, written);
    }
  });

  it('aren’t a number with more digits than any program sends', () => {
    for (const written of ['dec', 'int', 'num', 'hex']) {
      assert.notEqual(decoded(written, Buffer.from('1'.repeat(40))), undefined);
      assert.equal(decoded(written, Buffer.alloc(1_000_000, '1')), undefined);
    }
  });

  it('are read at an offset of a view, in the endpoint’s encoding', () => {
    const codec = textCodec('utf16be');
    const bytes = Uint8Array.from([9, ...codec.encode('x-42'), ...codec.encode('é')]).subarray(1);
    assert.deepEqual(decoded('int', bytes, 2, 'utf16be'), { value: -42n, end: 8 });
    assert.deepEqual(decoded('f32be', Uint8Array.from([9, 9, 0x3f, 0xc0, 0, 0]).subarray(1), 1), {
      value: 1.5,
      end: 5,
    });
  });

  it('are what was encoded', () => {
    const numbers = ['u64be', 'u64le', 'varint', 'dec', 'dec(20)', "dec(20,' ')", 'hex', 'hex(16)', 'bcd(10)', 'int'];
    const written = fc.constantFrom(...numbers.map(type));
    const encoding = fc.constantFrom<Encoding>('utf8', 'utf16le', 'utf16be', 'latin1');
    fc.assert(
      fc.property(written, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), encoding, (numberType, value, name) => {
        const codec = textCodec(name);
        const bytes = encodeTyped(numberType, value, { codec, valueOf: () => undefined });
        assert.deepEqual(decodeTyped(numberType, bytes, 0, { codec, countOf }), { value, end: bytes.length });
      }),
    );
  });
});

describe('a text', () => {
  it('is valid or not, and has no padding behind', () => {
    assert.equal(validText(Buffer.from(' a \0 '), textCodec('utf8')), ' a');
    assert.equal(validText(Uint8Array.of(0xff), textCodec('utf8')), undefined);
    assert.equal(validText(Uint8Array.of(0xff), textCodec('latin1')), 'ÿ');
  });

  // A regular expression that looks for blanks at the end would try again at each blank.
  it('of a megabyte of blanks is read in linear time', () => {
    assert.equal(validText(Buffer.from(`${' '.repeat(2 ** 20)}x`), textCodec('utf8'))?.length, 2 ** 20 + 1);
  });
});

describe('a word', () => {
  it('ends at a blank or with the bytes', () => {
    for (const [text, end] of [
      ['ab cd', 2],
      ['ab\tcd', 2],
      ['ab\r\n', 2],
      ['ab', 2],
      [' ab', 0],
      ['', 0],
    ] as const) {
      assert.equal(wordEnd(Buffer.from(text), 0, textCodec('utf8')), end);
      assert.equal(wordEnd(textCodec('utf16le').encode(text), 0, textCodec('utf16le')), 2 * end);
    }
    assert.equal(wordEnd(Uint8Array.of(0x61, 0, 0x62), 0, textCodec('utf16le')), 3);
  });
});
