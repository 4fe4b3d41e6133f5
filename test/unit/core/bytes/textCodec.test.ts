import assert from 'node:assert/strict';
import { textCodec } from '../../../../src/core/bytes/textCodec.ts';

describe('a text codec', () => {
  it('encodes and decodes in its encoding', () => {
    for (const encoding of ['utf8', 'latin1', 'utf16le', 'utf16be'] as const) {
      const codec = textCodec(encoding);
      assert.equal(codec.decode(codec.encode('né')), 'né');
      assert.equal(textCodec(encoding), codec);
    }
    assert.deepEqual([...textCodec('utf16be').encode('é')], [0, 0xe9]);
  });

  it('says where a character can’t be encoded', () => {
    assert.throws(() => textCodec('latin1').encode('a✓', 10), /"✓" at character 12 can’t be encoded/);
  });
});
