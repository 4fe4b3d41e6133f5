import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatHex, hexDigit, parseHex, parseHexPattern } from '../../../../src/core/bytes/hex.ts';

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

  it('reports the position of what isn’t hex', () => {
    assert.throws(() => parseHex('01 0g'), { name: 'RangeError', message: '"0g" at character 4 is not a hex byte' });
    assert.throws(() => parseHex('012'), /"2" at character 3/);
    assert.throws(() => parseHex('..'), /not a hex byte/);
  });

  it('quotes only what isn’t hex', () => {
    const quoted = { zz: 'z', '😀1': '😀', '4😀': '4😀', '4 5': '4', '4,05': '4', 'a\n': 'a', fg: 'fg', '.1': '.' };
    for (const [text, piece] of Object.entries(quoted))
      assert.throws(() => parseHex(text), { message: `"${piece}" at character 1 is not a hex byte` });
  });

  it('reads patterns with wildcards', () =>
    assert.deepEqual(parseHexPattern('01 .. ??ff'), [1, undefined, undefined, 255]));

  it('counts positions from its start in a larger text', () => {
    assert.throws(() => parseHex('zz', 10), /"z" at character 11/);
  });

  it('accepts either letter case, and a prefix only before a whole byte', () => {
    assert.deepEqual([...parseHex('aAFf 0XfE')], [0xaa, 0xff, 0xfe]);
    assert.deepEqual([...parseHex('')], []);
    assert.deepEqual([...parseHex(' , ')], []);
  });

  it('rejects the neighbors of digits and letters', () => {
    for (const text of ['/0', '0/', ':g', '@1', 'G0', '`a', 'g0'])
      assert.throws(() => parseHex(text), RangeError, text);
  });

  it('follows its grammar, piece by piece', () => {
    const grammar = /([0-9a-f]{2})|[\s,;:_-]+|0x|\\x/giy;
    const expected = (text: string) => {
      const bytes: number[] = [];
      grammar.lastIndex = 0;
      while (grammar.lastIndex < text.length) {
        const at = grammar.lastIndex;
        const found = grammar.exec(text);
        if (!found) return `character ${at + 1} `;
        if (found[1]) bytes.push(Number.parseInt(found[1], 16));
      }
      return bytes;
    };
    const read = (text: string) => {
      try {
        return [...parseHex(text)];
      } catch (error) {
        return /character \d+ /.exec(String(error))?.[0];
      }
    };
    const unit = fc.constantFrom(
      ...'0123456789abcdefABCDEFxX\\ \t\n\r,;:_-\u00a0\u2028\ufeff\u1680/@G`g.?é',
      '00',
      'ff',
      '0x',
      '\\x',
    );
    fc.assert(
      fc.property(fc.array(unit), units => assert.deepEqual(read(units.join('')), expected(units.join('')))),
      { numRuns: 1000 },
    );
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => assert.deepEqual([...parseHex(formatHex(bytes))], [...bytes])));
  });
});

describe('a hex digit', () => {
  it('has a value in either case, and any other character has none', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const character = String.fromCharCode(code);
      const expected = /[0-9a-f]/i.test(character) ? Number.parseInt(character, 16) : undefined;
      if (expected === undefined) assert.ok(hexDigit(code) <= -1000, character);
      else assert.equal(hexDigit(code), expected);
    }
    assert.ok(hexDigit(Number.NaN) <= -1000);
  });
});
