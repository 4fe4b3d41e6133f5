import assert from 'node:assert/strict';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import { TextWriter } from '../../../../src/core/bytes/textWriter.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';

describe('a text written character by character', () => {
  const written = (encoding: Encoding, codePoints: readonly number[], capacity = 0) => {
    const writer = new TextWriter(encoding, capacity);
    for (const [at, codePoint] of codePoints.entries()) writer.add(codePoint, at);
    return Buffer.from(writer.bytes);
  };
  const edges = [0, 0x7f, 0x80, 0xff, 0x100, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff, 0x10000, 0x10ffff];

  it('has the bytes of its encoding', () => {
    for (const encoding of ['utf8', 'utf16le', 'utf16be'] as const)
      for (const codePoint of edges) {
        const expected = Buffer.from(encodeText(String.fromCodePoint(codePoint), encoding));
        assert.deepEqual(written(encoding, [codePoint]), expected, `${encoding} ${codePoint.toString(16)}`);
      }
    assert.deepEqual(written('latin1', [0, 0x7f, 0x80, 0xff]), Buffer.from([0, 0x7f, 0x80, 0xff]));
  });

  it('may exceed the estimated length, and has its own buffer', () => {
    const text = Array.from({ length: 1000 }, (_, at) => 0x2000 + at);
    assert.deepEqual(written('utf8', text, 5), Buffer.from(String.fromCodePoint(...text)));
    const writer = new TextWriter('utf8', 1);
    writer.addByte(0xff);
    writer.add(0xe9, 1);
    assert.deepEqual([...writer.bytes], [0xff, 0xc3, 0xa9]);
  });

  it('is rejected at the first character that its encoding lacks', () =>
    assert.throws(() => written('latin1', [0x41, 0x20ac]), {
      name: 'RangeError',
      message: '"€" at character 2 can’t be encoded in Latin-1',
    }));
});
