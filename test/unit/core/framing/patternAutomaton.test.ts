import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PatternAutomaton } from '../../../../src/core/framing/patternAutomaton.ts';
import { compilePattern } from '../../../../src/core/pattern.ts';

/** Returns the offset after the first byte with which a match ends, or -1. */
function endIn(automaton: PatternAutomaton, text: Uint8Array): number {
  let state = automaton.start;
  for (const [at, byte] of text.entries()) {
    state = automaton.step(state, byte);
    if (state.ends) return at + 1;
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

  it('refuses what can match nothing at all, needs characters, or is too large', () => {
    for (const pattern of ['', 'a*', 'a|', '^', '$', String.raw`\b`, '(?:)', 'x{0}'])
      assert.throws(() => new PatternAutomaton(pattern), { name: 'RangeError', message: /can match the empty string/ });
    assert.throws(() => new PatternAutomaton('(?u)ä'), /must match bytes/);
    assert.throws(() => new PatternAutomaton('(a'), /isn’t a valid regular expression/);
    assert.throws(() => new PatternAutomaton('a{1000}b{1000}'), /too large for the end of a message/);
  });

  it('keeps a limited number of states', () => {
    const automaton = new PatternAutomaton('a.{40}b');
    let seed = 1;
    const text = Uint8Array.from({ length: 20_000 }, () => {
      seed = (seed * 48_271) % 0x7fffffff;
      return seed % 2 === 0 ? 97 : 99;
    });
    assert.equal(endIn(automaton, text), -1);
    assert.ok(automaton.states <= 1001, String(automaton.states));
    const ended = Uint8Array.from([97, ...Array(40).fill(99), 98]);
    assert.equal(endIn(automaton, ended), 42);
  });
});
