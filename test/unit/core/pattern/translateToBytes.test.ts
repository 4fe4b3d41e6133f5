import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import { translateToBytes } from '../../../../src/core/pattern/translateToBytes.ts';
import { compilePattern } from '../../../../src/core/pattern.ts';
import { bytePatterns, firstMatch } from './bytePatterns.ts';

describe('a pattern translated to bytes', () => {
  for (const encoding of ['utf8', 'latin1'] as const) {
    it(`finds the same as a simple byte matcher, with characters in ${encoding}`, () => {
      const pieces = [0x61, 0x41, 0x42, 0x0a, 0x2e, 0x20, 0xc3, 0xa9, 0xe9, 0xc9, 0xff].map(byte => [byte]);
      const some = fc.constantFrom(...pieces, ...['é', 'ÿ'].map(text => [...encodeText(text, encoding)]));
      const frames = fc.array(some, { maxLength: 12 }).map(parts => Uint8Array.from(parts.flat()));
      const patterns = bytePatterns(text => encodeText(text, encoding));
      fc.assert(
        fc.property(patterns, frames, (pattern, frame) => {
          const compiled = compilePattern(pattern.source, '', encoding);
          const found = compiled.match(frame)?.groups[0];
          assert.equal(compiled.test(frame), found !== undefined);
          const start = found && found.byteOffset - frame.byteOffset;
          assert.deepEqual(found && [start, (start ?? 0) + found.length], firstMatch(pattern, frame));
        }),
        { numRuns: 200 },
      );
    });
  }

  it('means the same as the original for ASCII, in all of RE2’s syntax', () => {
    const tokens = fc.constantFrom(
      ...'abkQEzAdDsSwWBi019-^$.|()[]{},:<>?*+é\n'.split(''),
      ...[
        '\\',
        '\\\\',
        '\\Q',
        '\\E',
        '\\d',
        '\\W',
        '\\b',
        '\\B',
        '\\A',
        '\\z',
        '\\x41',
        '\\x{6b}',
        '\\x{e9}',
        '\\x{17f}',
      ],
      ...[
        '\\101',
        '\\0',
        '\\377',
        '\\.',
        '\\]',
        '\\-',
        '\\n',
        '[^',
        '[]',
        '[^]',
        '[a-',
        '[:alpha:]',
        '[[:^word:]]',
        '[[:',
      ],
      ...[
        '(?i)',
        '(?i:',
        '(?-i)',
        '(?s-i:',
        '(?U)',
        '(?m)',
        '(?P<n>',
        '(?<m>',
        '(?:',
        '{2}',
        '{1,2}',
        '{0,}',
        '*?',
        '??',
      ],
    );
    const items = fc.constantFrom(
      ...'ab-^][:K19é'.split(''),
      ...[
        '\\]',
        '\\-',
        '\\x41',
        '\\xe9',
        '\\x{17f}',
        '\\101',
        '\\d',
        '\\W',
        '\\s',
        '[:alpha:]',
        '[:^word:]',
        '-]',
        'a-z',
        '0-\\x{6b}',
      ],
    );
    const classes = fc.array(items, { maxLength: 4 }).map(parts => `[${parts.join('')}]`);
    const sources = fc
      .array(fc.oneof({ weight: 5, arbitrary: tokens }, classes), { maxLength: 9 })
      .map(parts => parts.join(''));
    const texts = fc.string({ unit: fc.constantFrom(...'abBkKsQE019-^.]{\n\\ '), maxLength: 8 });
    let compared = 0;
    fc.assert(
      fc.property(sources, fc.boolean(), fc.array(texts, { minLength: 3 }), (source, isFolded, inputs) => {
        const whole = attempt(() => RE2JS.compile(source, isFolded ? RE2JS.CASE_INSENSITIVE : 0));
        const translated = attempt(() => compilePattern(source, isFolded ? 'i' : ''));
        if (whole.error) return assert.match(String(translated.error), /isn’t a valid regular expression/);
        if (translated.error) {
          assert.match(translated.error.message, /needs the u flag/);
          return assert.match(source, /é|\\x\{17f\}/);
        }
        for (const input of inputs) {
          const { groups } = translated.value?.match(Buffer.from(input)) ?? {};
          const expected = whole.value?.exec(input);
          assert.deepEqual(
            groups?.map(group => group && String(group)),
            expected ? [...expected] : undefined,
            input,
          );
        }
        compared++;
      }),
      { numRuns: 800 },
    );
    assert.ok(compared > 300, `${compared} patterns were valid`);
  });

  it('keeps ASCII unchanged except for classes', () => {
    for (const source of ['^a.b*?$', '(?i)\\bGET\\s+(?P<path>\\S+)', 'a{2,3}|(?:b|c)', '{1}\\x41'])
      assert.equal(translateToBytes(source, false, 'utf8'), source);
    assert.equal(translateToBytes('[^\\n]', false, 'utf8'), '[\\x00-\\x09\\x0b-\\xff]');
  });

  it('never turns quoted text into a repetition', () => {
    assert.ok(compilePattern('^a{\\Q1\\E}$').test(Buffer.from('a{1}')));
    assert.ok(compilePattern('^a{1\\Q,\\E2}$').test(Buffer.from('a{1,2}')));
    assert.ok(compilePattern('^a*\\Q\\E*$').test(Buffer.from('aa')));
  });
});

function attempt<Value>(run: () => Value): { value?: Value; error?: Error } {
  try {
    return { value: run() };
  } catch (error) {
    return { error: error as Error };
  }
}
