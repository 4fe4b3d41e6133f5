import assert from 'node:assert/strict';
import { asciiReader } from '../../../../src/core/bytes/asciiReader.ts';
import { type TextCodec, textCodec } from '../../../../src/core/bytes/textCodec.ts';

describe('a reader of ASCII characters', () => {
  it('reads each of them in every encoding, and nothing else', () => {
    for (const [encoding, widthBytes] of [
      ['utf8', 1],
      ['latin1', 1],
      ['utf16le', 2],
      ['utf16be', 2],
    ] as const) {
      const codec = textCodec(encoding);
      const reader = asciiReader(codec);
      assert.equal(reader.widthBytes, widthBytes);
      for (let code = 0; code < 0x80; code++) {
        const bytes = codec.encode(`x${String.fromCharCode(code)}`);
        assert.equal(reader.codeAt(bytes, widthBytes), code, `${code} in ${encoding}`);
        assert.equal(reader.codeAt(bytes.subarray(0, -1), widthBytes), -1);
      }
      assert.equal(reader.codeAt(codec.encode('é'), 0), -1);
    }
  });

  it('reads an encoding in which digits are other bytes, and some characters don’t exist', () => {
    // As in EBCDIC, digits begin at f0.
    const codec: TextCodec = {
      encode: text => {
        if (!/^\d*$/.test(text)) throw new RangeError(text);
        return Uint8Array.from(text, digit => 0xf0 + Number(digit));
      },
      decode: bytes => Array.from(bytes, byte => String(byte - 0xf0)).join(''),
    };
    const reader = asciiReader(codec);
    assert.equal(reader.codeAt(Uint8Array.of(0xf7), 0), 0x37);
    assert.equal(reader.codeAt(Uint8Array.of(0x37), 0), -1);
    assert.equal(asciiReader(codec), reader);
  });
});
