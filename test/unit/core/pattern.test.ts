import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../src/core/bytes/decodeText.ts';
import { encodeText } from '../../../src/core/bytes/encodeText.ts';
import type { Encoding } from '../../../src/core/endpointConfig.ts';
import { compilePattern } from '../../../src/core/pattern.ts';

const encodings: Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];
const ofBytes: Encoding[] = ['utf8', 'latin1'];
const hex = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('hex');

/** The bytes of decoded characters. Those that represent invalid bytes are one byte each. */
function bytesOf(characters: readonly string[], encoding: Encoding): Uint8Array {
  return Buffer.concat(
    characters.map(one =>
      /^[\udc00-\udcff]$/.test(one) ? Buffer.of(one.charCodeAt(0) & 0xff) : encodeText(one, encoding),
    ),
  );
}

/** Matches of a pattern in bytes, both in hex. */
function found(source: string, bytes: string, flags = '', encoding: Encoding = 'utf8'): string | undefined {
  const input = Buffer.from(bytes.replaceAll(' ', ''), 'hex');
  const pattern = compilePattern(source, flags, encoding);
  const match = pattern.match(input);
  assert.equal(pattern.test(input), match !== undefined);
  return hex(match?.groups[0]);
}

describe('a byte pattern', () => {
  const cases: [source: string, bytes: string, expected: string | undefined, encoding?: Encoding][] = [
    ['^..$', 'c3a9', 'c3a9'],
    ['^.$', 'c3a9', undefined],
    ['\\xff', '61ff', 'ff'],
    ['\\x{ff}', 'c3bf', undefined],
    ['\\377', 'ff', 'ff'],
    ['é', 'e9 c3a9', 'c3a9'],
    ['é', 'c3a9 e9', 'e9', 'latin1'],
    ['^é+$', 'c3a9 c3a9', 'c3a9c3a9'],
    ['^é+$', 'c3a9 a9', undefined],
    ['^é{2}$', 'c3a9 c3a9', 'c3a9c3a9'],
    ['^\\Qé\\E*$', 'c3a9 c3a9', 'c3a9c3a9'],
    ['[éa]+', 'c3 c3a9 61 a9', 'c3a961'],
    ['[éa]+', 'c3 e9 61 a9', 'e961', 'latin1'],
    ['[\\xc3é]+$', 'c3a9 c3', 'c3a9c3'],
    ['\\x{263a}+', 'e298ba e298ba', 'e298bae298ba'],
    ['\\x{1f44b}', 'f09f918b', 'f09f918b'],
    ['👋', 'f09f918b', 'f09f918b'],
    ['[^\\xff]+', 'ff80c3a9ff', '80c3a9'],
    ['[^a]', '61ff', 'ff'],
    ['[\\x80-\\xff]+', '61c3a962', 'c3a9'],
    ['\\S+', '20c3a920', 'c3a9'],
    ['\\bk\\b', 'c3a96bc3a9', '6b'],
    ['(?i)\\xe9', 'c9', undefined],
    ['(?i)[\\xe9]', 'c9', undefined],
    ['(?i)[^\\xe9]', 'c9', 'c9'],
    ['(?i)AB\\xe9', '6162e9', '6162e9'],
    ['(?i)[a-b]+', '414262', '414262'],
    ['(?i:a)b', '4142 4162', '4162'],
    ['((?i)a)b', '4142 4162', '4162'],
    ['(?i)a(?-i)b', '4142 4162', '4162'],
    ['(?i:a)é', '41c3a9', '41c3a9'],
    ['[^\\x00-\\xff]|b', '6162', '62'],
  ];
  for (const [source, bytes, expected, encoding] of cases) {
    it(`${source} finds ${expected ?? 'nothing'} in ${bytes}${encoding ? `, ${encoding}` : ''}`, () =>
      assert.equal(found(source, bytes, '', encoding), expected));
  }

  it('of n single bytes matches frames of exactly n bytes', () => {
    const frames = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(frames, fc.nat(40), fc.constantFrom(...ofBytes), (frame, n, encoding) => {
        assert.ok(compilePattern(`(?s)^.{${frame.length}}$`, '', encoding).test(frame));
        assert.equal(compilePattern(`(?s)^.{${n}}$`, '', encoding).test(frame), n === frame.length);
      }),
    );
  });

  it('captures the bytes that it covers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 3 }), fc.constantFrom(...ofBytes), (frame, encoding) => {
        const { groups, named } = compilePattern('^(.)(?P<two>.{2})(?<rest>.*)$', 's', encoding).match(frame) ?? {};
        assert.deepEqual(groups?.map(hex), [frame, frame.slice(0, 1), frame.slice(1, 3), frame.slice(3)].map(hex));
        assert.equal(hex(named?.two), hex(frame.slice(1, 3)));
        assert.equal(hex(named?.rest), hex(frame.slice(3)));
      }),
    );
  });

  it('finds each of the 256 bytes by its escape, and only there', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const byte of all) {
      const sources = [
        `\\x${hex(Uint8Array.of(byte))}`,
        `\\x{${byte.toString(16)}}`,
        `\\${byte.toString(8).padStart(3, '0')}`,
      ];
      for (const source of sources) {
        assert.deepEqual(compilePattern(source).ranges(all, 9), [[byte, byte + 1]]);
        assert.deepEqual(compilePattern(`[${source}]`).ranges(all, 9), [[byte, byte + 1]]);
      }
    }
  });

  const refused: [source: string, flags: string, reason: RegExp][] = [
    ['[^é]', '', /"\[\^é\]" can’t match bytes: a negated class with non-ASCII characters needs the u flag/],
    ['[^\\x{263a}]', '', /a negated class with non-ASCII characters needs the u flag/],
    ['[a-é]', '', /a range with non-ASCII characters needs the u flag/],
    ['[é-ü]', '', /a range with non-ASCII characters needs the u flag/],
    ['[\\x00-\\x{100}]', '', /a range with non-ASCII characters needs the u flag/],
    ['é', 'i', /a case-insensitive match with non-ASCII characters needs the u flag/],
    ['a(?i:bé)', '', /a case-insensitive match with non-ASCII characters needs the u flag/],
    ['(?i)\\x{e9}|\\x{100}', '', /a case-insensitive match with non-ASCII characters needs the u flag/],
    ['(?i)\\Qé\\E', '', /a case-insensitive match with non-ASCII characters needs the u flag/],
    ['(?i)[aé]', '', /a case-insensitive match with non-ASCII characters needs the u flag/],
    ['\\pL', '', /a Unicode class needs the u flag; start it with \(\?u\) to match characters/],
    ['[a\\P{Greek}]', '', /a Unicode class needs the u flag/],
  ];
  for (const [source, flags, reason] of refused) {
    it(`is rejected for ${source}${flags && ` with ${flags}`} unless in character mode`, () => {
      for (const encoding of ofBytes) {
        assert.throws(() => compilePattern(source, flags, encoding), { name: 'RangeError', message: reason });
        compilePattern(source, `${flags}u`, encoding);
        compilePattern(`(?u)${source}`, flags, encoding);
      }
      compilePattern(source, flags, 'utf16le');
    });
  }

  it('is rejected for a character that its encoding lacks', () => {
    assert.throws(() => compilePattern('a€', '', 'latin1'), {
      name: 'RangeError',
      message: '"a€" can’t match: "€" can’t be encoded in latin1',
    });
    assert.throws(() => compilePattern('[\\x{dcff}]'), /"\\x\{dcff\}" can’t be encoded in utf8/);
  });
});

describe('a character pattern', () => {
  const cases: [source: string, bytes: string, expected: string | undefined, encoding: Encoding][] = [
    ['(?u)^.$', 'c3a9', 'c3a9', 'utf8'],
    ['(?u)\\xe9', 'c3a9', 'c3a9', 'utf8'],
    ['(?iu)é', 'c389', 'c389', 'utf8'],
    ['(?i)(?su-m)é.', 'c3890a', 'c3890a', 'utf8'],
    ['(?u)\\p{Greek}+', '61ceb1ceb261', 'ceb1ceb2', 'utf8'],
    ['(?u)[^é]', 'c3a9e298ba', 'e298ba', 'utf8'],
    ['(?u)\\x{dcff}', '61ff', 'ff', 'utf8'],
    ['(?u)^a.b$', '61ff62', '61ff62', 'utf8'],
    ['(?iu)é', '61c9', 'c9', 'latin1'],
    ['(?u)[à-ÿ]+', '61e9e0', 'e9e0', 'latin1'],
    ['^.b', '61006200', '61006200', 'utf16le'],
    ['b', '00610062', '0062', 'utf16be'],
    ['[^a]', '6100 3dd84bdc', '3dd84bdc', 'utf16le'],
    ['b', '6100 00d8 6200 62', '6200', 'utf16le'],
  ];
  for (const [source, bytes, expected, encoding] of cases) {
    it(`${source} finds ${expected ?? 'nothing'} in ${bytes}, ${encoding}`, () =>
      assert.equal(found(source, bytes, '', encoding), expected));
  }

  it('captures the bytes that it covers, in every encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.constantFrom(...encodings), (frame, encoding) => {
        const characters = [...decodeText(frame, encoding)];
        const count = Math.floor(characters.length / 2);
        const { groups = [] } =
          compilePattern(`^(.{${count}})([^\\x00-\\x{10ffff}])?(.*)$`, 'us', encoding).match(frame) ?? {};
        const [whole, first, none, second] = groups;
        assert.equal(none, undefined);
        assert.equal(hex(whole), hex(frame));
        assert.equal(`${hex(first)}${hex(second)}`, hex(frame));
        assert.equal(hex(first), hex(bytesOf(characters.slice(0, count), encoding)));
      }),
    );
  });

  it('finds each character’s own bytes, in order', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...encodings), (frame, encoding) => {
        const ranges = compilePattern('.', 'su', encoding).ranges(frame, Number.POSITIVE_INFINITY);
        const characters = [...decodeText(frame, encoding)].map(character => hex(bytesOf([character], encoding)));
        assert.deepEqual(
          ranges.map(([start, end]) => hex(frame.subarray(start, end))),
          characters,
        );
        assert.equal(characters.join(''), hex(frame));
      }),
    );
  });

  it('allows the u flag only at the start', () => {
    for (const source of ['a(?u)', '(?u:a)', '(?iu:a)', 'a(?i-u)'])
      assert.throws(
        () => compilePattern(source),
        /invalid or unsupported Perl syntax.*; the u flag is allowed only at its start/,
      );
  });
});

describe('patterns', () => {
  it('find a text literally, in every encoding and both modes', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('é', 'ÿ', '.', '\\', 'Q', 'E', '{', '1', '\n') }),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...encodings), fc.constantFrom('', 'u'), (text, encoding, flags) => {
        fc.pre(encoding !== 'latin1' || /^[\0-\xff]*$/.test(text));
        const bytes = encodeText(text, encoding);
        const literal = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
        const sources = text.includes('\\E') || text.endsWith('\\') ? [literal] : [literal, `\\Q${text}\\E`];
        for (const source of sources)
          assert.equal(hex(compilePattern(`^${source}$`, flags, encoding).match(bytes)?.groups[0]), hex(bytes), source);
      }),
    );
  });

  it('know their source and their program size', () => {
    const { source, flags, encoding, size } = compilePattern('(?u)é', 'i', 'latin1');
    assert.deepEqual({ source, flags, encoding }, { source: '(?u)é', flags: 'i', encoding: 'latin1' });
    assert.ok(size > 0);
    // The compiled program matches bytes: each é is two of them.
    assert.equal(compilePattern('é{500}').size - compilePattern('e{500}').size, 500);
  });

  it('know their groups by number and name', () => {
    for (const flags of ['', 'u'])
      assert.deepEqual(compilePattern('(a)(?P<b>é)|(?:c)(?<d>.)', flags).groups, ['0', '1', '2', '3', 'b', 'd']);
    assert.deepEqual(compilePattern('(?u)é').groups, ['0']);
  });

  it('find up to the requested number of matches, none of them empty', () => {
    assert.deepEqual(compilePattern('a*').ranges(Buffer.from('baabaa'), 9), [
      [1, 3],
      [4, 6],
    ]);
    assert.deepEqual(compilePattern('a').ranges(Buffer.from('aaa'), 2), [
      [0, 1],
      [1, 2],
    ]);
    assert.deepEqual(compilePattern('').ranges(Buffer.from('aaa'), 2), []);
  });

  it('find a match at the very end of a long frame, or none', () => {
    const frame = Buffer.alloc(100_000, 0xe9);
    for (const source of ['\\xe9b$', '\\xe9(b)$', '[\\xe9-\\xff]b', '(?:\\xe9|b)b']) {
      assert.equal(compilePattern(source).match(frame), undefined);
      assert.equal(hex(compilePattern(source).match(Buffer.concat([frame, Buffer.from('b')]))?.groups[0]), 'e962');
    }
  });

  it('stay linear where backtracking would explode', () => {
    assert.equal(compilePattern('(a+)+$').match(Buffer.from(`${'a'.repeat(100_000)}b`)), undefined);
  });

  const wrong: [source: string, reason: string][] = [
    ['(a', 'missing closing )'],
    ['a)', 'unexpected )'],
    ['[a', 'missing closing ]'],
    ['b[a', 'missing closing ]: `[a`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['*', 'missing argument to repetition operator'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['[é-a]', 'invalid character class range: `é-a`'],
    ['\\p{Nobody}', 'invalid character class range'],
    ['[[:nobody:]]', 'invalid character class range: `[:nobody:]`'],
    ['\\C', 'invalid escape sequence'],
    ['\\', 'trailing backslash at end of expression'],
    ['(?P<n>a)(?P<n>b)', 'duplicate capture group name: `n`'],
  ];
  for (const [source, reason] of wrong) {
    it(`report what is wrong with ${source}`, () =>
      assert.throws(() => compilePattern(source), {
        name: 'RangeError',
        message: `"${source}" isn’t a valid regular expression: ${reason}`,
      }));
  }

  it('report errors without the flags that the library quotes', () =>
    assert.throws(() => compilePattern('(a', 'ims'), {
      message: '"(a" isn’t a valid regular expression: missing closing )',
    }));

  it('report unsupported features', () => {
    for (const source of ['(?=a)', '(?!a)', '(?<=a)', '(a)\\1'])
      assert.throws(() => compilePattern(source), /lookaround and backreferences aren’t supported/);
    assert.throws(() => compilePattern('a', 'g'), /"g" isn’t a valid flag; the flags are i, m, s and u/);
  });

  it('reject endless flags without reading them', () =>
    assert.throws(() => compilePattern('a', 'i'.repeat(21)), /^RangeError: a pattern can’t have more than 20 flags$/));

  it('validate flags', () => assert.ok(compilePattern('^B.$', 'ims').match(Buffer.from('a\nb\n'))));
});
