import assert from 'node:assert/strict';
import { readByteClass } from '../../../../src/core/pattern/byteClass.ts';
import { PatternReader } from '../../../../src/core/pattern/patternReader.ts';
import { type Phrase, textErrorOf } from '../../../../src/core/phrase.ts';

const refuse = (reason: Phrase): never => {
  throw textErrorOf(reason);
};

/** The class after its `[`, with its multibyte characters, and the rest of the pattern. */
function read(source: string, isFolded = false): string {
  const reader = new PatternReader(source);
  const { bytes, characters } = readByteClass(reader, isFolded, refuse);
  return [bytes.isEmpty ? '' : bytes.source, ...characters, reader.takeUntil('never')].filter(Boolean).join(' ');
}

describe('a character class that matches bytes', () => {
  const cases: [string, string][] = [
    ['abx]y', '[\\x61-\\x62\\x78] y'],
    ['a-c]', '[\\x61-\\x63]'],
    ['^a]', '[\\x00-\\x60\\x62-\\xff]'],
    [']a]b', '[\\x5d\\x61] b'],
    ['^]]', '[\\x00-\\x5c\\x5e-\\xff]'],
    ['a-]', '[\\x2d\\x61]'],
    ['-a]', '[\\x2d\\x61]'],
    ['\\x00-\\xff]', '[\\x00-\\xff]'],
    ['\\]]', '[\\x5d]'],
    ['\\d_]', '[\\x30-\\x39\\x5f]'],
    ['\\D]', '[\\x00-\\x2f\\x3a-\\xff]'],
    ['[:digit:]x]', '[\\x30-\\x39\\x78]'],
    ['é]', 'é'],
    ['aé✓]', '[\\x61] é ✓'],
  ];
  for (const [source, expected] of cases) it(`[${source} is ${expected}`, () => assert.equal(read(source), expected));

  it('matches both cases if folded, before it is negated', () => {
    assert.equal(read('a]', true), '[\\x41\\x61]');
    assert.equal(read('^a]', true), '[\\x00-\\x40\\x42-\\x60\\x62-\\xff]');
  });

  const refused: [string, boolean, RegExp][] = [
    ['^é]', false, /negated class/],
    ['é]', true, /case-insensitive/],
    ['é-ü]', false, /a range/],
    ['a-é]', false, /a range/],
    ['\\x{100}-\\x{200}]', false, /a range/],
    ['\\pL]', false, /Unicode class/],
    ['\\P{Greek}]', false, /Unicode class/],
  ];
  for (const [source, isFolded, reason] of refused) {
    it(`is rejected if bytes can’t express it: [${source}${isFolded ? ' in any case' : ''}`, () => {
      assert.throws(() => read(source, isFolded), reason);
    });
  }
});
