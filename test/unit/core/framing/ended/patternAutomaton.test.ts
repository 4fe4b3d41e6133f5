import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchEnd, PatternAutomaton } from '../../../../../src/core/framing/ended/patternAutomaton.ts';
import { compilePattern } from '../../../../../src/core/pattern.ts';

/** Returns the offset after the first byte with which a match ends, or -1. */
function endIn({ next }: PatternAutomaton, text: Uint8Array): number {
  let state = 0;
  for (const [at, byte] of text.entries()) {
    state = next[state * 256 + byte] ?? assert.fail();
    if ((state & matchEnd) !== 0) return at + 1;
  }
  return -1;
}

describe('the automaton of a pattern', () => {
  const patterns = [
    ...['a', 'ab|b', 'a+b', '(a|b)c{2}', '[^a]b', 'a.b', '(?s)a.b', '(?i)aB', '^a', '(?m)^b', 'b$', '(?m)c$'],
    ...[String.raw`\bc`, String.raw`c\b`, String.raw`\Bc`, String.raw`\x00`, String.raw`a\d`, '[[:alpha:]]1'],
  ];
  for (const pattern of patterns) {
    it(`ends where RE2JS finds the first match that ends there: ${pattern}`, () => {
      const automaton = new PatternAutomaton(pattern);
      const atEnd = compilePattern(String.raw`(?:${pattern})\z`);
      fc.assert(
        fc.property(fc.array(fc.constantFrom(97, 98, 99, 66, 49, 10, 0, 32, 255), { maxLength: 12 }), list => {
          const text = Uint8Array.from(list);
          const first = list.findIndex((_, at) => atEnd.test(text.subarray(0, at + 1)));
          assert.equal(endIn(automaton, text), first < 0 ? -1 : first + 1);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('refuses what can match nothing at all, or needs characters', () => {
    for (const pattern of ['', 'a*', 'a|', '^', '$', String.raw`\b`, '(?:)', 'x{0}'])
      assert.throws(() => new PatternAutomaton(pattern), { name: 'RangeError', message: /can match the empty string/ });
    assert.throws(() => new PatternAutomaton('(?u)ä'), /must match bytes/);
    assert.throws(() => new PatternAutomaton('(a'), /isn’t a valid regular expression/);
  });

  it('refuses a pattern with too many states, in a moment', () => {
    for (const pattern of [
      'a.{40}b',
      'a{1000}b{1000}',
      '[^a]{900}',
      `a${'b'.repeat(1000)}c`,
      '(?:[a-m].{9}|[^b]{20}c){3}',
    ])
      assert.throws(() => new PatternAutomaton(pattern), /too large for the end of a message/, pattern);
    const { next } = new PatternAutomaton('a.{6}b');
    assert.ok(next.length > 60 * 256 && next.length <= 300 * 256);
  });

  it('has few states for the ends that protocols have', () => {
    for (const pattern of [String.raw`\x0110=\d{3}\x01`, String.raw`\r\n\.\r\n`, '(?i)</message>', '(?m)^END$'])
      assert.ok(new PatternAutomaton(pattern).next.length <= 16 * 256, pattern);
  });
});
