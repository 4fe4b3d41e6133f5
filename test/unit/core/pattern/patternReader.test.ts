import assert from 'node:assert/strict';
import { literalUnit, PatternReader } from '../../../../src/core/pattern/patternReader.ts';

describe('a pattern reader', () => {
  it('reads a text that comes next, and otherwise stays where it is', () => {
    const reader = new PatternReader('(?i)a');
    assert.ok(!reader.skip('?i'));
    assert.ok(reader.startsWith('(?'));
    assert.ok(reader.skip('(?i)') && reader.skip('a'));
    assert.ok(!reader.hasMore);
  });

  it('reads what an expression matches here, and nothing if it matches only later', () => {
    const reader = new PatternReader('12a');
    assert.equal(reader.match(/\d+/y)?.[0], '12');
    assert.equal(reader.match(/\d+/y), undefined);
    assert.equal(reader.take(), 'a');
  });

  it('reads up to and past a terminator, or the rest without one', () => {
    const reader = new PatternReader('ab\\Ecd');
    assert.deepEqual([reader.takeUntil('\\E'), reader.takeUntil('\\E')], ['ab', 'cd']);
    assert.ok(!reader.hasMore);
    assert.equal(reader.takeUntil('x'), '');
    assert.equal(new PatternReader('\\Ea').takeUntil('\\E'), '');
  });

  it('reads whole characters, and throws at the end', () => {
    const reader = new PatternReader('👋a');
    assert.deepEqual([reader.take(), reader.take()], ['👋', 'a']);
    assert.throws(() => reader.take(), /"👋a" ends too early/);
  });

  const escapes: [string, number | string][] = [
    ['n', 10],
    ['t', 9],
    ['r', 13],
    ['f', 12],
    ['v', 11],
    ['a', 7],
    ['xff', 0xff],
    ['x{ff}', 0xff],
    ['x{100}', 'Ā'],
    ['x{1f44b}', '👋'],
    ['0', 0],
    ['101', 0x41],
    ['.', 0x2e],
    ['\\', 0x5c],
  ];
  for (const [text, unit] of escapes) {
    it(`reads the escape ${text} to its end`, () => {
      const reader = new PatternReader(`${text}z`);
      assert.equal(reader.takeEscape(), unit);
      assert.equal(reader.take(), 'z');
    });
  }

  it('reads an ASCII character as its byte, and any other as itself', () => {
    assert.deepEqual(['a', '\x7f', '\x80', '👋'].map(literalUnit), [0x61, 0x7f, '\x80', '👋']);
    assert.equal(new PatternReader('é').takeLiteral(), 'é');
  });
});
