import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import { hasEscapes, unescapeBytes } from '../../../../src/core/bytes/escapes.ts';

describe('escapes', () => {
  it('are read with all bytes around them, even if there are more bytes than characters', () => {
    const text = '€\\n€\\u{1f600}'.repeat(1000);
    const expected = Buffer.from('€\n€😀'.repeat(1000));
    assert.deepEqual(Buffer.from(unescapeBytes(text, 'utf8')), expected);
    assert.deepEqual(Buffer.from(unescapeBytes(text, 'utf16le')), Buffer.from('€\n€😀'.repeat(1000), 'utf16le'));
  });

  it('become bytes', () => {
    assert.deepEqual([...unescapeBytes('a\\n\\r\\t\\0\\\\\\xff\\"', 'utf8')], [97, 10, 13, 9, 0, 92, 255, 34]);
    assert.deepEqual([...unescapeBytes("\\a\\b\\f\\v\\e\\'", 'utf8')], [7, 8, 12, 11, 27, 39]);
    assert.deepEqual([...unescapeBytes('\\u{2713}\\u00e9', 'utf8')], [0xe2, 0x9c, 0x93, 0xc3, 0xa9]);
    assert.deepEqual([...unescapeBytes('é\\xe9', 'latin1')], [0xe9, 0xe9]);
  });

  it('follow the grammar, in every encoding', () => {
    const grammar = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([nrt0abfve\\"']))/y;
    const expected = (text: string, encoding: 'utf8' | 'utf16be') => {
      const parts: Uint8Array[] = [];
      for (let at = 0; at < text.length; ) {
        grammar.lastIndex = at;
        const found = text[at] === '\\' ? grammar.exec(text) : undefined;
        if (found === null) return at + 1;
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        const hex = found?.[1] ?? found?.[2] ?? found?.[3];
        const value = Number.parseInt(hex ?? '', 16);
        if (found?.[1]) parts.push(Uint8Array.of(value));
        else if (hex !== undefined) parts.push(encodeText(String.fromCodePoint(value), encoding));
        else if (found) parts.push(unescapeBytes(found[0], encoding));
        else parts.push(encodeText(character, encoding));
        at += found?.[0].length ?? character.length;
      }
      return Buffer.concat(parts);
    };
    const read = (text: string, encoding: 'utf8' | 'utf16be') => {
      try {
        return Buffer.from(unescapeBytes(text, encoding));
      } catch (error) {
        return Number(/character (\d+)/.exec(String(error))?.[1]);
      }
    };
    const pieces = [
      '\\n',
      '\\x0f',
      '\\u00e9',
      '\\u{1f600}',
      '\\u{e9}',
      '\\ud83d',
      '\\',
      'x',
      'u',
      '{',
      '}',
      '0',
      'f',
      'é',
      '😀',
      '\ud800',
      'a',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), fc.constantFrom('utf8', 'utf16be'), (all, encoding) => {
        assert.deepEqual(read(all.join(''), encoding), expected(all.join(''), encoding));
      }),
      { numRuns: 1000 },
    );
  });

  it('are reported if invalid', () => {
    assert.throws(() => unescapeBytes('ok \\q', 'utf8'), { name: 'RangeError', message: /"\\q" at character 4/ });
    for (const text of ['\\', '\\x1', '\\u12', '\\u{}', '\\u{1234567}', 'C:\\Projects', '\\N', '\\T', '\\X41']) {
      assert.throws(() => unescapeBytes(text, 'utf8'), RangeError, text);
    }
    assert.throws(() => unescapeBytes('a\\u{110000}', 'utf8', 4), {
      message: '"\\u{110000}" at character 6 is beyond the last code point, \\u{10ffff}',
    });
    assert.throws(() => unescapeBytes('ab\\u{2713}', 'latin1', 4), /"✓" at character 7 can’t be encoded in Latin-1/);
  });

  it('are reported without the text around them', () => {
    const quoted = {
      '\\w+)': '\\w',
      '\\😀a': '\\😀',
      '\\\nabc': '\\\n',
      'a\\': '\\',
      '\\xg0': '\\x',
      '\\x4g': '\\x4',
      '\\u00e ': '\\u00e',
      '\\u{}ab': '\\u{}',
      '\\u{12 ab}': '\\u{12',
      '\\X41': '\\X',
    };
    for (const [text, piece] of Object.entries(quoted))
      assert.throws(
        () => unescapeBytes(text, 'utf8'),
        (error: Error) => error.message.startsWith(`"${piece}" at`),
        text,
      );
  });
});

describe('text that seems to contain escapes', () => {
  it('contains one that stands for an untypeable character', () => {
    for (const text of ['GET /\\r\\n', '\\0', 'a\\tb', '\\x1f', '\\u2713', '\\u{2713}', '\\\\\\n'])
      assert.ok(hasEscapes(text), text);
  });

  it('contains none with other backslashes', () => {
    for (const text of ['', '\n', '\\', '\\d+', '\\"', '\\x1', '\\xzz', '\\u12', '\\\\n'])
      assert.ok(!hasEscapes(text), text);
  });
});
