import assert from 'node:assert/strict';
import { patternsProblem } from '../../../../src/core/pattern/patternSize.ts';
import { compilePattern } from '../../../../src/core/pattern.ts';

const cjk = (count: number) => Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + 3 * at)).join('');
const words = Array.from({ length: 100 }, (_, at) => `word${at}`).join('|');

describe('checkPatternSize', () => {
  const large = {
    'a repeated class of characters': `[${cjk(1000)}]{1000}`,
    'the same class written as code points': `[${String.raw`\x{4e00}`.repeat(500)}]{1000}`,
    'a repeated alternation': `(?:${words}){1000}`,
    'many repetitions': 'a{1000}'.repeat(60),
    'optional repetitions': 'a{0,1000}'.repeat(30),
    'nested repetitions': '(?:(?:abcdefghij){100}){10}'.repeat(10),
    'a repeated quotation': `(?:${String.raw`\Q(((((((((\E`}){1000}`.repeat(6),
  };
  for (const [what, source] of Object.entries(large)) {
    it(`rejects ${what}`, () => {
      assert.throws(() => compilePattern(source), {
        name: 'RangeError',
        message: /with repetitions expanded it has more than 20000 parts$/,
      });
    });
  }

  for (const piece of ['a', '[', '[[:a', '(', String.raw`\Q`, String.raw`\p{`, '{1', '\\']) {
    it(`rejects a long pattern of "${piece}" without reading it, and quotes only its start`, () => {
      assert.throws(
        () => compilePattern(piece.repeat(1_000_000)),
        (error: Error) => {
          assert.match(error.message, /is too long: it has more than 16384 characters$/);
          return error.message.length < 200;
        },
      );
    });
  }

  it('accepts common patterns, up to the limit of repetitions', () => {
    const usual = [
      '.{1000}',
      '([ab]{1,900})*c?$',
      'a'.repeat(10_000),
      `[${cjk(10)}]{500}`,
      '[^]a]{1000}',
      '(a)(b{2,})',
    ];
    for (const source of usual) assert.ok(compilePattern(source).size > 0, source);
  });

  it('counts the long table of a Unicode class, once however often it is repeated', () => {
    assert.throws(() => compilePattern(String.raw`\pL`.repeat(100), 'u'), /is too large/);
    for (const source of [String.raw`\pL`.repeat(60), String.raw`(\p{Greek}|\PL){1000}`])
      assert.ok(compilePattern(source, 'u').size > 0);
  });

  it('counts the members of a class, though its program is a single instruction', () => {
    assert.throws(() => compilePattern(`[${String.raw`\w\d\s`.repeat(2700)}]`, 'i'), /is too large/);
    assert.ok(compilePattern(`[${cjk(4000)}]`, 'u').size > 0);
  });

  it('counts the characters of a range if case is folded', () => {
    const range = String.raw`[b-\x{10fffe}]`;
    assert.throws(() => compilePattern(range.repeat(2), 'iu'), /is too large/);
    assert.throws(() => compilePattern(`(?u)(?i:${range.repeat(2)})`), /is too large/);
    for (const source of [range, String.raw`[\x{20000}-\x{10ffff}]`.repeat(50), '[À-ÿ]'.repeat(50)])
      assert.ok(compilePattern(source, 'iu').size > 0, source);
    assert.ok(compilePattern(range.repeat(50), 'u').size > 0);
  });

  it('counts groups, each of which takes long', () => {
    assert.throws(() => compilePattern('()'.repeat(4000)), /is too large/);
    assert.ok(compilePattern('()'.repeat(1000)).size > 0);
  });

  it('counts a character as one in character mode', () => {
    assert.equal(compilePattern(`[${cjk(1000)}]{1000}`, 'u').test(Buffer.from(cjk(1000))), true);
  });
});

describe('the patterns of an endpoint', () => {
  const problem = (...sources: string[]) => patternsProblem(sources.map(source => ({ source, flags: undefined })));
  const isRefused = (...sources: string[]) => problem(...sources) !== undefined;
  const repeated = (source: string, times: number) => Array.from({ length: times }, () => source);

  it('are rejected if they take too long to compile together', () => {
    assert.ok(isRefused(...repeated('(a{1,500}b{1,500}){1,2}', 60)));
    assert.ok(isRefused(...repeated(String.raw`[\p{L}\p{N}]`.repeat(100), 10)));
    assert.ok(isRefused(...repeated('a', 10_000)));
    const folded = String.raw`[b-\x{10fffe}]`;
    assert.ok(patternsProblem(repeated(folded, 20).map(source => ({ source, flags: 'iu' }))));
    assert.ok(!isRefused(...repeated(folded, 20)));
    assert.deepEqual(problem(...repeated('a{1000}', 1000))?.args, [200_000]);
  });

  it('may be a thousand common ones, and invalid', () => {
    assert.ok(!isRefused(...repeated(String.raw`^SET (?P<name>\w+) ([0-9a-f]{2}){1,8}\r?$`, 1000)));
    assert.ok(!isRefused('a{1000}', '(', '[', String.raw`\p{`, 'x'.repeat(1_000_000)));
    assert.ok(!isRefused());
  });
});
