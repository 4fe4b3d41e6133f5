import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../../src/core/bytes/decodeText.ts';
import { rangesInText } from '../../../../src/core/bytes/textOffsets.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import { compileSearch, hexMatcher, regexMatcher } from '../../../../src/core/search/compileSearch.ts';
import type { Search } from '../../../../src/core/transcriptEntry.ts';

/** Matches, marked as `[…]` in the text. */
function found(search: Search, bytes: Uint8Array, encoding: Encoding = 'utf8'): string {
  const matcher = compileSearch(search, encoding);
  const text = decodeText(bytes, encoding);
  const ranges = matcher.ranges(bytes, 100);
  assert.equal(matcher.test(bytes), ranges.length > 0);
  const marks = rangesInText(text, ranges, encoding);
  return marks.reduceRight(
    (shown, [from, to]) => `${shown.slice(0, from)}[${shown.slice(from, to)}]${shown.slice(to)}`,
    text,
  );
}

describe('a search', () => {
  const cases: { search: Search; text: string; shown: string }[] = [
    { search: { text: 'ab' }, text: 'xAbabaB', shown: 'x[Ab][ab][aB]' },
    { search: { text: 'ab', matchCase: true }, text: 'xAbabaB', shown: 'xAb[ab]aB' },
    { search: { text: 'a-b', wholeWord: true }, text: 'a-b xa-b a-bc a-b', shown: '[a-b] xa-b a-bc [a-b]' },
    { search: { text: 'é' }, text: 'É é e', shown: '[É] [é] e' },
    { search: { text: 'é', matchCase: true }, text: 'É é e', shown: 'É [é] e' },
    { search: { text: 'é', wholeWord: true }, text: 'éa é', shown: 'éa [é]' },
    { search: { text: '(.*' }, text: 'a(.*b', shown: 'a[(.*]b' },
    { search: { text: 'é-/[b' }, text: 'aÉ-/[B', shown: 'a[É-/[B]' },
    { search: { text: 'x' }, text: '👋x👋', shown: '👋[x]👋' },
    { search: { regex: '\\d+' }, text: 'a12b3é4', shown: 'a[12]b[3]é[4]' },
    { search: { regex: 'a*' }, text: 'baab', shown: 'b[aa]b' },
    { search: { regex: 'B', matchCase: true }, text: 'bB', shown: 'b[B]' },
    { search: { hex: '62 .. 62' }, text: 'abab bab', shown: 'a[bab] [bab]' },
  ];
  for (const { search, text, shown } of cases) {
    it(`finds ${JSON.stringify(search)} in ${JSON.stringify(text)}`, () => {
      assert.equal(found(search, Buffer.from(text)), shown);
    });
  }

  it('finds characters of other encodings', () => {
    assert.equal(found({ text: 'é' }, Uint8Array.of(0x61, 0xc9), 'latin1'), 'a[É]');
    assert.equal(found({ text: 'b' }, Buffer.from('aBc', 'utf16le'), 'utf16le'), 'a[B]c');
    assert.equal(found({ regex: '[bc]+' }, Buffer.from('abc', 'utf16le'), 'utf16le'), 'a[bc]');
    assert.equal(found({ hex: '62 00' }, Buffer.from('abc', 'utf16le'), 'utf16le'), 'a[b]c');
  });

  it('finds byte patterns, and character patterns if the pattern requires them', () => {
    assert.equal(found({ regex: '\\xff.' }, Uint8Array.of(0x61, 0xff, 0x62)), 'a[\udcffb]');
    assert.equal(found({ regex: 'a.{2}b' }, Buffer.from('aéb')), '[aéb]');
    assert.equal(found({ regex: '\\xa9' }, Buffer.from('aéb')), 'a[é]b');
    assert.equal(found({ regex: '(?:é|✓)+', matchCase: true }, Buffer.from('aé✓👋é')), 'a[é✓]👋[é]');
    assert.equal(found({ regex: 'é+', matchCase: true }, Uint8Array.of(0x61, 0xe9, 0xe9), 'latin1'), 'a[éé]');
    assert.equal(found({ regex: '(?u)É' }, Buffer.from('éa👋é')), '[é]a👋[é]');
    assert.equal(found({ regex: '(?u)[^a]', matchCase: true }, Buffer.from('a👋')), 'a[👋]');
    assert.equal(found({ regex: 'É.' }, Buffer.from('👋éa', 'utf16le'), 'utf16le'), '👋[éa]');
  });

  it('rejects a pattern that needs characters, with the reason', () => {
    assert.throws(() => compileSearch({ regex: 'é' }, 'utf8'), /a case-insensitive match .* needs the u flag/);
    assert.throws(
      () => compileSearch({ regex: '[^é]', matchCase: true }, 'latin1'),
      /a negated class .* needs the u flag/,
    );
    compileSearch({ regex: 'é' }, 'utf16le');
  });

  it('marks many matches in one pass', () => {
    const text = 'é-a'.repeat(30_000);
    const bytes = Buffer.from(text);
    for (const search of [{ text: 'a' }, { regex: 'a' }, { regex: '(?u)a' }, { hex: '61' }]) {
      const marks = rangesInText(text, compileSearch(search, 'utf8').ranges(bytes, 20_000), 'utf8');
      assert.equal(marks.length, 20_000);
      assert.deepEqual(marks.at(-1), [59_999, 60_000]);
    }
  });

  it('finds text between bytes that aren’t text', () => {
    assert.equal(found({ text: 'OK' }, Uint8Array.of(0xff, 0x6f, 0x6b, 0xfe)), '\udcff[ok]\udcfe');
  });

  it('finds the same as a naive search', () => {
    const few = fc
      .array(fc.constantFrom(...Buffer.from('abAB')), { maxLength: 30 })
      .map(bytes => Uint8Array.from(bytes));
    fc.assert(
      fc.property(few, fc.stringMatching(/^[abAB]{1,4}$/), fc.boolean(), (bytes, text, matchCase) => {
        const fold = (one: string) => (matchCase ? one : one.toLowerCase());
        const isThere = fold(Buffer.from(bytes).toString('latin1')).includes(fold(text));
        assert.equal(compileSearch({ text, matchCase }, 'utf8').test(bytes), isThere);
      }),
    );
  });

  it('takes time in proportion to a megabyte of partial matches', () => {
    const bytes = Buffer.alloc(1024 * 1024, 'aA');
    assert.equal(compileSearch({ text: `${'a'.repeat(50)}b` }, 'utf8').test(bytes), false);
    assert.equal(compileSearch({ text: 'xa' }, 'utf8').test(bytes), false);
    assert.equal(compileSearch({ text: 'a', wholeWord: true }, 'utf8').test(Buffer.alloc(1024 * 1024, 'a')), false);
  });

  it('rejects an invalid search', () => {
    for (const search of [{ text: '' }, { regex: '' }, { regex: '(?=a)' }, { hex: '' }, { hex: '0' }]) {
      assert.throws(() => compileSearch(search, 'utf8'), RangeError);
    }
  });
});

describe('a hex search', () => {
  it('finds its bytes, with dots as wildcards', () => {
    const bytes = Uint8Array.of(1, 2, 3, 1, 9, 3);
    const starts = (hex: string) =>
      hexMatcher(hex)
        .ranges(bytes, 9)
        .map(([from]) => from);
    assert.deepEqual(starts('01 02'), [0]);
    assert.deepEqual(starts('01..03'), [0, 3]);
    assert.deepEqual(starts('..'), [0, 1, 2, 3, 4, 5]);
  });

  it('is rejected if it has no bytes, or isn’t hex', () => {
    for (const hex of ['', ' ', ',']) {
      assert.throws(() => hexMatcher(hex), { name: 'RangeError', message: 'enter bytes to search for' });
    }
    assert.throws(() => hexMatcher('0'), /"0" at character 1/);
  });
});

describe('a regular expression search', () => {
  it('ignores case unless specified otherwise', () => {
    const bytes = Buffer.from('b B');
    assert.equal(regexMatcher('B', false, 'utf8').ranges(bytes, 9).length, 2);
    assert.deepEqual(regexMatcher('B', true, 'utf8').ranges(bytes, 9), [[2, 3]]);
  });

  it('returns the exact matching bytes, even inside a character', () => {
    assert.deepEqual(regexMatcher('\\xa9', true, 'utf8').ranges(Buffer.from('✓é'), 9), [[4, 5]]);
  });

  it('returns up to the requested number of matches', () => {
    assert.equal(regexMatcher('a', false, 'utf8').ranges(Buffer.from('aaa'), 2).length, 2);
  });

  it('costs as much as its program has instructions', () => {
    assert.ok(regexMatcher('a{50}', true, 'utf8').size > regexMatcher('a', true, 'utf8').size + 40);
  });

  it('is rejected if it is empty or invalid', () => {
    assert.throws(() => regexMatcher('', false, 'utf8'), {
      name: 'RangeError',
      message: 'enter a pattern to search for',
    });
    assert.throws(() => regexMatcher('(', false, 'utf8'), RangeError);
  });
});
