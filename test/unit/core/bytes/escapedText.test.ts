import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeText, unescapeText } from '../../../../src/core/bytes/escapedText.ts';

describe('a text with escapes', () => {
  it('shows what cannot be seen', () => {
    assert.equal(escapeText('C:\\a\r\n\t\0\x1b\u202e✓'), 'C:\\\\a\\r\\n\\t\\0\\u{1b}\\u{202e}✓');
  });

  it('reads back as it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => unescapeText(escapeText(text)) === text));
    assert.equal(unescapeText('\\u{feff}a'), '\ufeffa');
  });

  it('refuses what is no escape and what is no text', () => {
    assert.throws(() => unescapeText('\\q'), RangeError);
    assert.throws(() => unescapeText('\\xff'), /\\u\{…\}/);
  });
});
