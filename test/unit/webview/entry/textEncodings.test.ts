import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../../src/core/bytes/decodeText.ts';
import { decodeParts, escapeEncoding, isText, textEncodings } from '../../../../webview/entry/textEncodings.ts';

describe('an entry’s text', () => {
  const known = ['utf8', 'latin1', 'utf16le', 'utf16be'] as const;

  it('is complete, wherever it is cut', () => {
    const cutsOf = (bytes: Uint8Array, a: number, b: number) =>
      [0, a % (bytes.length + 1), b % (bytes.length + 1), bytes.length].sort((one, other) => one - other);
    fc.assert(
      fc.property(fc.uint8Array({ size: 'medium' }), fc.nat(), fc.nat(), (bytes, a, b) => {
        const cuts = cutsOf(bytes, a, b);
        for (const encoding of known) {
          assert.equal(decodeParts(bytes, encoding, cuts).join(''), decodeText(bytes, encoding), encoding);
        }
        // Given parts of invalid bytes, Node's decoder returns another text; browsers don't.
        if (!isText(bytes, 'gb18030', false)) return;
        assert.equal(decodeParts(bytes, 'gb18030', cuts).join(''), new TextDecoder('gb18030').decode(bytes));
      }),
    );
  });

  it('keeps a split character whole', () => {
    assert.deepEqual(decodeParts(Buffer.from('aé✓b'), 'utf8', [1, 2, 5, 7]), ['', 'é', '✓b']);
    const kanji = Uint8Array.of(0x61, 0x8a, 0xbf, 0x8e, 0x9a);
    assert.deepEqual(decodeParts(kanji, 'shift_jis', [0, 2, 3, 5]), ['a', '漢', '字']);
    assert.deepEqual(decodeParts(kanji, 'shift_jis', [3, 5]), ['字']);
  });

  it('exists in every offered encoding', () => {
    for (const [encoding] of textEncodings) {
      const bytes = encoding.startsWith('utf16') ? new Uint8Array(2) : new Uint8Array(1);
      assert.deepEqual(decodeParts(bytes, encoding, [0, bytes.length]), ['\0'], encoding);
    }
    assert.deepEqual(decodeParts(Uint8Array.of(0x80), 'latin1', [0, 1]), ['\x80']);
    assert.deepEqual(decodeParts(Uint8Array.of(0x80), 'windows-1252', [0, 1]), ['€']);
    assert.deepEqual(decodeParts(Uint8Array.of(0xc1), 'koi8-r', [0, 1]), ['а']);
  });

  it('has escapes that can be typed, if messages can be typed in the encoding', () => {
    const encodings = ['utf16le', 'utf16be', 'latin1', 'koi8-r'] as const;
    assert.deepEqual(encodings.map(escapeEncoding), ['utf16le', 'utf16be', 'latin1', 'utf8']);
  });

  it('is distinguished from bytes that aren’t text', () => {
    assert.ok(isText(Buffer.from('é✓'), 'utf8', false));
    assert.ok(!isText(Uint8Array.of(0xff), 'utf8', false));
    assert.ok(!isText(Uint8Array.of(0xc3), 'utf8', false));
    assert.ok(isText(Uint8Array.of(0xc3), 'utf8', true));
    assert.ok(isText(Uint8Array.of(0xff), 'latin1', false));
    assert.ok(!isText(Uint8Array.of(0x3d, 0xd8, 0x41, 0), 'utf16le', false));
    assert.ok(!isText(Uint8Array.of(0xff), 'euc-kr', false));
  });
});
