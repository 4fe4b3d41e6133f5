import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeBytes, escapeText, unescapeText } from '../../../../src/core/bytes/escapedText.ts';
import { unescapeBytes } from '../../../../src/core/bytes/escapes.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';

const encodings: Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];

describe('text with escapes', () => {
  it('shows invisible characters', () => {
    assert.equal(escapeText('C:\\a\r\n\t\0\x1b\u202e✓'), 'C:\\\\a\\r\\n\\t\\0\\u{1b}\\u{202e}✓');
  });

  it('has no escape that following digits would extend', () => {
    assert.equal(escapeText('\0\x30\0\0a'), '\\x000\\0\\0a');
    assert.equal(unescapeText('\\x000'), '\0\x30');
  });

  it('round-trips', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => unescapeText(escapeText(text)) === text));
    assert.equal(unescapeText('\\u{feff}a'), '\ufeffa');
  });

  it('encodes bytes that are read back unchanged, in every encoding', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'grapheme' }).map(text => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(...encodings), (given, encoding) => {
        assert.deepEqual([...unescapeBytes(escapeBytes(given, encoding), encoding)], [...given]);
      }),
    );
    assert.equal(escapeBytes(Uint8Array.of(97, 255, 0), 'utf8'), 'a\\xff\\0');
  });

  it('decodes the bytes of its escapes in the encoding', () => {
    assert.equal(unescapeText('\\xe9', 'latin1'), 'é');
    assert.equal(unescapeText('\\xc3\\xa9'), 'é');
    assert.equal(unescapeText('\\xc3\\xa9', 'latin1'), 'Ã©');
    for (const encoding of ['utf16le', 'utf16be'] as const)
      assert.throws(() => unescapeText('\\xff', encoding), /enter the bytes in hex/);
  });

  it('reports the first bytes that aren’t text, if known', () => {
    const wrong = (text: string, encoding: Encoding, message: string | RegExp) =>
      assert.throws(() => unescapeText(text, encoding), { message });
    const hint = 'write a character as \\u{…}, or enter the bytes in hex';
    wrong('\\xc3\\xa9 \\\\xff\\xff', 'utf8', `"\\xff" at character 15 isn’t text in this encoding; ${hint}`);
    wrong('a\\x02', 'utf16le', `"\\x02" at character 2 isn’t text in this encoding; ${hint}`);
    wrong('\\xff'.repeat(20), 'utf8', /^"(\\xff){9}\\xf…" at character 1 /);
    wrong('\\ud800', 'utf16be', `these bytes aren’t text in this encoding; ${hint}`);
  });

  it('rejects what isn’t an escape or isn’t text', () => {
    assert.throws(() => unescapeText('\\q'), RangeError);
    assert.throws(() => unescapeText('\\xff'), /\\u\{…\}/);
  });
});
