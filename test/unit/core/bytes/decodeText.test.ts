import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  characterLength,
  decodeText,
  decodeTextPieces,
  incompleteTail,
} from '../../../../src/core/bytes/decodeText.ts';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';

const encodings: Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];
/** Converts text back to bytes. A byte that isn't text is U+DC00 + byte. */
const utf8Bytes = (text: string) =>
  [...text].flatMap(character => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xdc00 && code <= 0xdcff ? [code - 0xdc00] : [...Buffer.from(character)];
  });

describe('decoded text', () => {
  it('round-trips in each encoding', () => {
    for (const encoding of encodings) {
      const text = encoding === 'latin1' ? 'a\0éÿ' : 'a\0é✓👋';
      assert.equal(decodeText(encodeText(text, encoding), encoding), text, encoding);
    }
  });

  it('keeps a byte order mark', () => assert.equal(decodeText(Buffer.from('\ufeffa'), 'utf8'), '\ufeffa'));

  it('escapes each byte that isn’t valid UTF-8, and nothing else', () => {
    const cases: [number[], string][] = [
      [[0x61, 0xff, 0x62], 'a\udcffb'],
      [[0xc3], '\udcc3'],
      [[0xc0, 0x80], '\udcc0\udc80'],
      [[0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
      [[0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
      [[0xe2, 0x9c, 0x41], '\udce2\udc9cA'],
      [[0xe2, 0x9c, 0x93, 0x80], '✓\udc80'],
    ];
    for (const [bytes, text] of cases) assert.equal(decodeText(Uint8Array.from(bytes), 'utf8'), text, String(bytes));
  });

  it('loses no byte of any input', () => {
    fc.assert(
      fc.property(fc.uint8Array(), bytes => assert.deepEqual(utf8Bytes(decodeText(bytes, 'utf8')), [...bytes])),
    );
  });

  it('handles long input with invalid bytes, wherever characters fall', () => {
    for (let before = 0; before < 4; before++) {
      const bytes = Buffer.concat([Buffer.alloc(before, 0xff), Buffer.from('👋é✓a'.repeat(4000))]);
      assert.equal(decodeText(bytes, 'utf8'), '\udcff'.repeat(before) + '👋é✓a'.repeat(4000));
    }
    const lone = Buffer.from(`\ud800${'👋a'.repeat(8000)}`, 'utf16le');
    assert.equal(decodeText(lone, 'utf16le'), `\udc00\udcd8${'👋a'.repeat(8000)}`);
  });

  it('escapes lone surrogates and an odd byte of UTF-16', () => {
    assert.equal(decodeText(Uint8Array.of(0x3d, 0xd8, 0x41, 0), 'utf16le'), '\udc3d\udcd8A');
    assert.equal(decodeText(Uint8Array.of(0x41, 0, 0x42), 'utf16le'), 'A\udc42');
  });

  it('has a tail that awaits more bytes, at every cut of every character', () => {
    for (const encoding of encodings) {
      for (const character of encoding === 'latin1' ? ['é'] : ['A', 'é', '✓', '👋']) {
        const bytes = encodeText(`x${character}`, encoding);
        const start = encodeText('x', encoding).length;
        for (let cut = start; cut <= bytes.length; cut++) {
          const expected = cut === bytes.length ? 0 : cut - start;
          assert.equal(
            incompleteTail(bytes.subarray(0, cut), encoding),
            expected,
            `${encoding} ${character} cut at ${cut}`,
          );
        }
      }
    }
  });

  it('has the length of a character from its first bytes, and none from the middle of one', () => {
    for (const encoding of encodings) {
      for (const character of encoding === 'latin1' ? ['é'] : ['A', 'é', '✓', '👋']) {
        const bytes = encodeText(`${character}x`, encoding);
        const length = encodeText(character, encoding).length;
        for (let cut = 0; cut <= bytes.length; cut++) {
          const expected = cut < length ? 0 : length;
          assert.equal(
            characterLength(bytes.subarray(0, cut), encoding),
            expected,
            `${encoding} ${character} to ${cut}`,
          );
        }
      }
    }
    assert.equal(characterLength(Uint8Array.of(0xa9, 0x41), 'utf8'), 0);
    assert.equal(characterLength(Uint8Array.of(0x3d, 0xd8, 0x41, 0), 'utf16le'), 0);
    assert.equal(characterLength(Uint8Array.of(0xdc, 0x4b), 'utf16be'), 0);
  });

  it('starts another character at a byte that can’t belong to a low surrogate', () => {
    assert.equal(incompleteTail(Uint8Array.of(0xd8, 0x3d, 0xdc), 'utf16be'), 3);
    assert.equal(incompleteTail(Uint8Array.of(0xd8, 0x3d, 0x41), 'utf16be'), 1);
    assert.equal(incompleteTail(Uint8Array.of(0x3d, 0xd8, 0x41), 'utf16le'), 3);
  });

  it('has no tail of bytes that can never become a character', () => {
    for (const bytes of [[0x80], [0xff], [0xe0, 0x80], [0xc0], [0xf4, 0x90]]) {
      assert.equal(incompleteTail(Uint8Array.from(bytes), 'utf8'), 0, String(bytes));
    }
  });

  it('is the same in pieces that don’t cut characters', () => {
    for (const encoding of encodings) {
      const character = encoding === 'latin1' ? 'é' : '👋';
      for (let before = 0; before < 4; before++) {
        const bytes = new Uint8Array(
          Buffer.concat([Buffer.alloc(before, 0x41), encodeText(character.repeat(33_000), encoding)]),
        );
        const pieces = [...decodeTextPieces(bytes, encoding)];
        assert.ok(pieces.length > (encoding === 'latin1' ? 0 : 1), encoding);
        assert.equal(pieces.join(''), decodeText(bytes, encoding), encoding);
      }
    }
    assert.deepEqual([...decodeTextPieces(new Uint8Array(), 'utf8')], []);
  });

  it('is the same in pieces as at once if a character is cut at the very end', () => {
    const bytes = Buffer.from('aé').subarray(0, 2);
    assert.deepEqual([...decodeTextPieces(bytes, 'utf8')], ['a\udcc3']);
  });
});
