import assert from 'node:assert/strict';
import { decodeText } from '../../../../src/core/bytes/decodeText.ts';
import { rangesInText } from '../../../../src/core/bytes/textOffsets.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import { textMatcher } from '../../../../src/core/search/textMatcher.ts';

type Options = Omit<Parameters<typeof textMatcher>[0], 'text'>;

/** Starts of the matches, in UTF-16 units. */
function found(text: string, bytes: Uint8Array, options: Options = {}, encoding: Encoding = 'utf8'): number[] {
  const matcher = textMatcher({ text, ...options }, encoding);
  const ranges = matcher.ranges(bytes, 100);
  assert.equal(matcher.test(bytes), ranges.length > 0);
  return rangesInText(decodeText(bytes, encoding), ranges, encoding).map(([from]) => from);
}

const utf8 = (text: string) => Buffer.from(text);

describe('a text search', () => {
  it('finds letters in either case, and other characters as they are', () => {
    assert.deepEqual(found('a@[', utf8('A@[ a`[ a@{ A@[')), [0, 12]);
    assert.deepEqual(found('a@[', utf8('A@[ a@['), { matchCase: true }), [4]);
  });

  it('finds whole words not adjacent to a letter, digit, underscore or non-ASCII byte', () => {
    const text = 'ab ab_ 0ab ab, abz @ab éab ab';
    assert.deepEqual(found('ab', utf8(text), { wholeWord: true }), [0, 11, 20, 27]);
    assert.deepEqual(found('ab', utf8('zab Zab 9ab ab/ ab: [ab]'), { wholeWord: true }), [12, 16, 21]);
  });

  it('uses the word boundaries of the text’s language if it isn’t ASCII', () => {
    assert.deepEqual(found('é', utf8('éé é_ é3 é, (É)'), { wholeWord: true }), [9, 13]);
    assert.deepEqual(found('é', utf8('É é'), { matchCase: true, wholeWord: true }), [2]);
  });

  it('has no special characters', () => {
    const special = '\\^$.*+?()[]{}|/é';
    assert.deepEqual(found(special, utf8(`x${special}`)), [1]);
    assert.deepEqual(found('.é', utf8('xé.é')), [2]);
  });

  it('compares characters in encodings where bytes would be ambiguous', () => {
    assert.deepEqual(found('é', Uint8Array.of(0x61, 0xe9, 0xc9), {}, 'latin1'), [1, 2]);
    assert.deepEqual(found('é', Uint8Array.of(0x61, 0xe9, 0xc9), { matchCase: true }, 'latin1'), [1]);
    // U+6100 U+0062: the bytes of an A and a zero, not aligned with a character.
    assert.deepEqual(found('a', Uint8Array.of(0x62, 0x61, 0, 0x62), {}, 'utf16le'), []);
    assert.deepEqual(found('a', Uint8Array.of(0x62, 0, 0x61, 0), {}, 'utf16le'), [1]);
  });

  it('returns up to the requested number of matches', () => {
    for (const text of ['a', 'é']) {
      const bytes = utf8(text.repeat(5));
      assert.equal(textMatcher({ text }, 'utf8').ranges(bytes, 3).length, 3);
      assert.deepEqual(textMatcher({ text }, 'utf8').ranges(bytes, 0), []);
    }
  });

  it('is rejected if it is empty', () => {
    assert.throws(() => textMatcher({ text: '' }, 'utf8'), {
      name: 'RangeError',
      message: 'enter text to search for',
    });
  });
});
