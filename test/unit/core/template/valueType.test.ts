import assert from 'node:assert/strict';
import { parseTemplate } from '../../../../src/core/template/template.ts';
import { fixedBytes, isName, typeOf, type ValueType } from '../../../../src/core/template/valueType.ts';

function parsed(written: string): ValueType | undefined {
  const [hole] = parseTemplate(`{{name:${written}}}`);
  assert.ok(hole?.kind === 'insert');
  return typeOf(hole);
}

describe('a type', () => {
  it('is a number, a text or bytes', () => {
    assert.deepEqual(parsed('u24le'), { kind: 'integer', bytes: 3, signed: false, little: true, source: 'u24le' });
    assert.deepEqual(parsed('i8'), { kind: 'integer', bytes: 1, signed: true, little: false, source: 'i8' });
    assert.deepEqual(parsed('f64be'), { kind: 'float', bytes: 8, little: false, source: 'f64be' });
    assert.deepEqual(parsed("dec(10,' ')"), { kind: 'dec', count: 10, pad: ' ', source: "dec(10,' ')" });
    assert.deepEqual(parsed('bytes( länge )'), { kind: 'bytes', count: 'länge', source: 'bytes( länge )' });
    assert.deepEqual(parsed('word'), { kind: 'word', source: 'word' });
  });

  it('has a known size or not', () => {
    const countOf = (count: number | string) => (typeof count === 'number' ? count : undefined);
    const sizes: Record<string, number | undefined> = {
      u8: 1,
      i64be: 8,
      f32le: 4,
      'bcd(3)': 3,
      'dec(4)': 8,
      'hex(4)': 8,
      'bytes(5)': 5,
      'text(5)': 5,
      'bytes(len)': undefined,
      'dec(len)': undefined,
      bytes: undefined,
      text: undefined,
      dec: undefined,
      hex: undefined,
      int: undefined,
      num: undefined,
      word: undefined,
      varint: undefined,
    };
    for (const [written, size] of Object.entries(sizes))
      assert.equal(fixedBytes(parsed(written) as ValueType, 2, countOf), size, written);
  });

  const unknown: [string, string][] = [
    ['u16', '. Did you mean u16be?'],
    ['u12be', '. Did you mean u16be?'],
    ['integer', '; available: u8 i8 u16be u16le'],
    ['', '; available: u8'],
    ['bytes(0)', '. Did you mean bytes(4)?'],
    ['dec(41)', '. Did you mean dec?'],
    ["hex(4,' ')", '; available:'],
    ['bcd', '; available:'],
    ['u8(3)', '; available:'],
    ['bytes(2000000000)', '; available:'],
    ['__proto__', '; available:'],
    ['constructor', '; available:'],
  ];
  for (const [written, rest] of unknown)
    it(`doesn’t exist: ${JSON.stringify(written)}`, () => {
      const message = `unknown type in "{{name:${written}}}" at character 1`;
      assert.throws(
        () => parsed(written),
        (error: Error) => error instanceof RangeError && error.message.startsWith(message),
      );
      assert.throws(
        () => parsed(written),
        (error: Error) => written.includes('(') || error.message.includes(rest),
      );
    });

  it('is absent without a colon', () => {
    const [hole] = parseTemplate('{{name}}');
    assert.ok(hole?.kind === 'insert');
    assert.equal(typeOf(hole), undefined);
  });
});

describe('a name', () => {
  it('consists of letters, digits and underscores, and doesn’t begin with a digit', () => {
    for (const name of ['a', 'a1', '_', 'größe', '__proto__']) assert.ok(isName(name), name);
    for (const name of ['', '1', 'a b', 'a-b', 'a.b', '$a', 'a:b']) assert.ok(!isName(name), name);
  });
});
