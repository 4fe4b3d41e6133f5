import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxPatternSteps } from '../../../src/core/limits.ts';
import { compilePattern, type Pattern } from '../../../src/core/pattern.ts';
import { PatternSets } from '../../../src/core/patternSet.ts';

const compiled = (...sources: readonly string[]) => sources.map(source => compilePattern(source));
/** The positions of the patterns in each set, in order. */
const setsOf = (patterns: readonly Pattern[], messageBytes: number) => {
  const sets = new PatternSets(patterns);
  const ends: number[] = [];
  for (let at = 0; at < patterns.length; at = ends.at(-1) ?? 0) ends.push(sets.from(at, messageBytes)?.end ?? at + 1);
  return ends;
};
const words = (count: number) => compiled(...Array.from({ length: count }, (_, at) => `word${at}`));

describe('patterns matched together', () => {
  it('are as many as may run at once on a message of that length', () => {
    const patterns = words(200);
    for (const bytes of [0, 1, 100, 256, 257, 1000, 1409]) {
      const sets = new PatternSets(patterns);
      for (let at = 0; at < patterns.length; ) {
        const set = sets.from(at, bytes);
        assert.ok(set && set.end > at + 1 && set.size * bytes <= maxPatternSteps);
        at = set.end;
      }
    }
    assert.deepEqual(setsOf(patterns.slice(0, 9), 1410), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are empty if there are few, or if they match characters', () => {
    assert.deepEqual(setsOf(words(7), 10), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(setsOf(words(8), 10), [8]);
    const characters = compiled('(?u)a', '(?u)b');
    assert.deepEqual(setsOf([...words(4), ...characters, ...words(4)], 10), [4, 5, 6, 10]);
  });

  it('are created once', () => {
    const sets = new PatternSets(words(10));
    assert.equal(sets.from(0, 10), sets.from(0, 20));
  });

  it('are compiled by their first match, which takes additional steps', () => {
    const set = new PatternSets(words(10)).from(0, 10) ?? assert.fail();
    assert.ok((set.stepsBefore ?? 0) > set.size);
    assert.equal(set.match(Buffer.from('word7'))?.first, 7);
    assert.equal(set.stepsBefore, 0);
  });

  it('match as they do one by one, with the same first match', () => {
    const sources = fc.constantFrom(
      ...[
        'a',
        '^a',
        'a$',
        'b+c',
        '(a|b)\\d',
        '[^a]c',
        '\\bab\\b',
        '(?i)AB',
        '(?m)^b$',
        '(?s)a.b',
        'é',
        '\\xff',
        '^$',
        '',
      ],
      ...[
        'a{2,3}',
        '(?P<x>b)(?:c|a)',
        '\\Qa.b\\E',
        '[[:digit:]]',
        '(?i)[x-z]',
        'a|^b|c$',
        '\\Ac',
        'c\\z',
        '.\\n',
        '\\B',
      ],
    );
    const flags = fc.constantFrom('', '', 'm', 's', 'ms');
    const bytes = fc.oneof(
      fc.stringMatching(/^[abcAB0-9. \n]{0,12}$/).map(text => Buffer.from(text)),
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom('é', 'aé', '\xff', 'a\r\nb').map(text => Buffer.from(text, 'latin1')),
    );
    const some = fc.array(fc.tuple(sources, flags), { minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(some, fc.array(bytes, { minLength: 1, maxLength: 5 }), (chosen, messages) => {
        const patterns = chosen.map(([source, flag]) => compilePattern(source, flag));
        const sets = new PatternSets(patterns);
        for (const message of messages) {
          const expected = patterns.findIndex(pattern => pattern.test(message));
          let found = -1;
          for (let at = 0; at < patterns.length && found < 0; ) {
            const set = sets.from(at, message.length);
            assert.ok(set);
            found = set.match(message)?.first ?? -1;
            at = set.end;
          }
          assert.equal(found, expected, JSON.stringify([chosen, [...message]]));
        }
      }),
      { numRuns: 300 },
    );
  });
});
