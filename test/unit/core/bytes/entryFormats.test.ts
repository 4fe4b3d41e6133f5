import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseBase64 } from '../../../../src/core/bytes/base64.ts';
import { type ByteFormatName, byteFormats } from '../../../../src/core/bytes/byteFormats.ts';
import { parseHex } from '../../../../src/core/bytes/hex.ts';
import { type NumberType, numbersAt } from '../../../../src/core/bytes/numbersAt.ts';
import { prettyJson, prettyJsonUnits } from '../../../../src/core/bytes/prettyJson.ts';

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
    assert.equal(cArray.write(count(2)), 'unsigned char data[] = { 0x00, 0x01 };');
    assert.equal(cArray.write(count(12)).split('\n').length, 1);
    assert.equal(
      cArray.write(count(13)),
      'unsigned char data[] = {\n  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b,\n  0x0c,\n};',
    );
  });

  it('write what Python writes', () => {
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

  it('never take more than they say', () => {
    const names = Object.keys(byteFormats) as ByteFormatName[];
    for (const bytes of [new Uint8Array(10_000), new Uint8Array(10_000).fill(0xff)]) {
      for (const name of names) {
        const { write, unitsPerByte } = byteFormats[name];
        assert.ok(write(bytes).length <= bytes.length * unitsPerByte + 100, name);
      }
    }
  });
});

describe('numbers', () => {
  const at = (bytes: readonly number[], offset = 0) => {
    const readings = numbersAt(Uint8Array.from(bytes), offset);
    return Object.fromEntries(readings.map(({ type, little, big }) => [type, [little, big]])) as Record<
      NumberType,
      [string, string]
    >;
  };

  it('are read in both byte orders', () => {
    const numbers = at([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0xf8]);
    assert.deepEqual(numbers.u8, ['1', '1']);
    assert.deepEqual(numbers.u16, ['513', '258']);
    assert.deepEqual(numbers.u24, ['197121', '66051']);
    assert.deepEqual(numbers.u32, ['67305985', '16909060']);
    assert.deepEqual(numbers.u64, [String(0xf807060504030201n), String(0x01020304050607f8n)]);
    assert.deepEqual(numbers.i64, [String(BigInt.asIntN(64, 0xf807060504030201n)), String(0x01020304050607f8n)]);
  });

  it('have signs', () => {
    const numbers = at([0xfe, 0xff, 0xff, 0xff]);
    assert.deepEqual(
      [numbers.u8, numbers.i8],
      [
        ['254', '254'],
        ['-2', '-2'],
      ],
    );
    assert.deepEqual(numbers.i16, ['-2', '-257']);
    assert.deepEqual(numbers.i32, ['-2', String(0xfeffffff - 2 ** 32)]);
  });

  it('fit what is left', () => {
    const bytes = new Uint8Array(9);
    const types = (offset: number) => numbersAt(bytes, offset).map(({ type }) => type);
    assert.deepEqual(types(9), []);
    assert.deepEqual(types(8), ['u8', 'i8']);
    assert.deepEqual(types(7), ['u8', 'i8', 'u16', 'i16']);
    assert.deepEqual(types(6), ['u8', 'i8', 'u16', 'i16', 'u24']);
    assert.deepEqual(types(5), ['u8', 'i8', 'u16', 'i16', 'u24', 'u32', 'i32', 'f32']);
    assert.deepEqual(types(1).length, 11);
  });

  it('are read within a larger buffer', () => {
    const bytes = Uint8Array.of(9, 9, 1, 2, 3).subarray(2);
    assert.equal(numbersAt(bytes, 1).find(({ type }) => type === 'u16')?.big, '515');
  });

  it('are floats with no more digits than they need', () => {
    assert.equal(at([0x3d, 0xcc, 0xcc, 0xcd]).f32[1], '0.1');
    assert.equal(at([0x7f, 0x80, 0, 0]).f32[1], 'Infinity');
    assert.equal(at([0x80, 0, 0, 0]).f32[1], '-0');
    assert.equal(at([0x7f, 0xc0, 0, 0]).f32[1], 'NaN');
    assert.equal(at([0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]).f64[1], '0.1');
    fc.assert(
      fc.property(fc.float({ noNaN: true }), value => {
        const bytes = [...new Uint8Array(Float32Array.of(value).buffer)];
        assert.ok(Object.is(Math.fround(Number(at(bytes).f32[0])), value));
      }),
    );
  });

  it('are times only where that is plausible', () => {
    assert.deepEqual(at([0x65, 0x92, 0x00, 0x00]).unixTime, [undefined, '2023-12-31T23:57:52Z']);
    assert.equal(at([0, 0, 0, 1]).unixTime, undefined);
  });
});

describe('prettyJson', () => {
  it('indents as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.equal(prettyJson(JSON.stringify(value)), JSON.stringify(value, null, 2));
        assert.equal(prettyJson(` ${JSON.stringify(value, null, '\t')}\r\n`), JSON.stringify(value, null, 2));
      }),
    );
  });

  it('keeps digits, escapes, and members that are there twice', () => {
    assert.equal(
      prettyJson('{"a":12345678901234567890,"a":1.0e+10,"b":"\\u00e9\\/"}'),
      '{\n  "a": 12345678901234567890,\n  "a": 1.0e+10,\n  "b": "\\u00e9\\/"\n}',
    );
  });

  it('takes what JSON.parse takes, and nothing else', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const tokens = fc.constantFrom(
      ...'[]{},:" \n',
      '"a"',
      '1',
      '-0.5e3',
      '01',
      'true',
      'null',
      '\\',
      '.',
      '\u00a0',
      '\x01',
    );
    const texts = fc.array(tokens, { maxLength: 9 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(texts, text => assert.equal(prettyJson(text) !== undefined, isJson(text), JSON.stringify(text))),
      { numRuns: 20_000 },
    );
    for (const text of [
      '',
      ' ',
      '[1,]',
      '{"a":1,}',
      '{"a"}',
      '[}',
      '{]',
      '[1 2]',
      '1 2',
      '{1:2}',
      "'a'",
      '"\n"',
      '+1',
    ]) {
      assert.equal(prettyJson(text), undefined, text);
    }
  });

  it('passes over a byte order mark', () => assert.equal(prettyJson('\ufeff[]'), '[]'));

  it('has limits', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    assert.ok(prettyJson(nested(1000)));
    assert.equal(prettyJson(nested(1001)), undefined);
    const string = (units: number) => `"${'a'.repeat(units - 2)}"`;
    assert.equal(prettyJson(string(prettyJsonUnits)), string(prettyJsonUnits));
    assert.equal(prettyJson(string(prettyJsonUnits + 1)), undefined);
    const escapes = `"${'\\n'.repeat(prettyJsonUnits / 2 - 1)}"`;
    assert.equal(prettyJson(escapes), escapes);
    assert.equal(prettyJson(`${'['.repeat(999)}${'1,'.repeat(100_000)}1${']'.repeat(999)}`), undefined);
  });
});
