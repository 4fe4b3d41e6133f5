import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TemplateResult } from 'lit';
import { visibleText } from '../../../../src/core/bytes/visibleText.ts';
import { type DimmedPiece, DimmedText } from '../../../../webview/entry/dimmedText.ts';
import { textOf } from '../../../support/templates.ts';

describe('text with dimmed escapes', () => {
  const pieces = (text: string, maxDimmed = 100, showsLineEnds = true) =>
    new DimmedText({ maxDimmed, showsLineEnds }).pieces(text);
  const written = (piece: DimmedPiece) =>
    typeof piece === 'string' ? piece : (piece as TemplateResult).values.join('');
  const dimmed = (all: readonly DimmedPiece[]) => all.filter(piece => typeof piece !== 'string').map(written);

  it('has one element for consecutive escapes of any kind', () => {
    assert.deepEqual(pieces('a\r\n\n\0b\x01').map(written), ['a', '\\r\\n\n\\n\n\\0', 'b', '\\x01']);
    assert.deepEqual(dimmed(pieces('a\r\n\n\0b\x01')), ['\\r\\n\n\\n\n\\0', '\\x01']);
    assert.equal(pieces('\n'.repeat(32_768)).length, 1);
  });

  it('breaks lines at invisible line endings', () => {
    assert.deepEqual(pieces('a\nb\0\n', 100, false).map(written), ['a\nb', '\\0', '\n']);
  });

  it('is plain text beyond the limit, and hides nothing', () => {
    const all = pieces('a\n'.repeat(16_384), 50);
    assert.equal(all.length, 101);
    assert.equal(all.map(written).join(''), 'a\\n\n'.repeat(16_384));
  });

  it('counts escapes across all texts', () => {
    const dim = new DimmedText({ maxDimmed: 1, showsLineEnds: true });
    assert.deepEqual([dimmed(dim.pieces('\0')).length, dimmed(dim.pieces('\0')).length], [1, 0]);
  });

  it('has escapes that can be typed in the encoding', () => {
    const dim = new DimmedText({ maxDimmed: 9, showsLineEnds: false, encoding: 'utf16le' });
    assert.equal(textOf(dim.pieces('a\x02')), 'a\\u{2}');
  });

  it('reads the same as visible text', () => {
    const characters = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\0', '\u202e', '\udcff') });
    fc.assert(
      fc.property(characters, fc.nat(5), (text, maxDimmed) => {
        const joined = pieces(text, maxDimmed).map(written).join('');
        assert.equal(joined.replaceAll('\n', ''), visibleText(text));
      }),
    );
  });
});
