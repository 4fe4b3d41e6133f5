import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mayJoin, wholeBefore } from '../../../../src/core/bytes/wholeCharacters.ts';

const family = '👨‍👩‍👧';
const accented = 'e\u0301\u0323';

describe('a cut in text', () => {
  it('is at the requested place between characters, and at the end of a shorter text', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 9].map(unit => wholeBefore('abc', unit)),
      [0, 1, 2, 3, 3],
    );
    assert.equal(wholeBefore('', 5), 0);
  });

  it('moves before a character that it would split', () => {
    for (const whole of [family, accented, '👋🏽', '🇩🇪', '\r\n', 'x\ufe0f\u20e3']) {
      const text = `a${whole}b`;
      for (let unit = 2; unit <= whole.length; unit++) assert.equal(wholeBefore(text, unit), 1, `${whole} at ${unit}`);
      assert.equal(wholeBefore(text, 1 + whole.length), 1 + whole.length);
    }
  });

  it('is between code points if one character fills the whole text', () => {
    assert.equal(wholeBefore(`a${'\u0301'.repeat(9)}`, 4), 4);
    assert.equal(wholeBefore(family, 1), 0);
    assert.equal(wholeBefore(family, 4), 3);
  });

  it('is at or before the requested place, or at the end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat({ max: 20 }), (text, unit) => {
        const cut = wholeBefore(text, unit);
        assert.ok(cut <= Math.max(unit, 0) || cut === text.length);
        assert.equal(text.slice(0, cut) + text.slice(cut), text);
      }),
    );
  });
});

describe('two texts', () => {
  it('may share a character if one of them isn’t ASCII at the seam', () => {
    assert.ok(mayJoin('e', '\u0301'));
    assert.ok(mayJoin('👩', '\u200d'));
    assert.ok(mayJoin('\r', '\n'));
    assert.ok(!mayJoin('ab', 'cd'));
    assert.ok(!mayJoin('ab', ''));
    assert.ok(!mayJoin('\udcff', '\udc80'), 'bytes that aren’t text');
  });
});
