import assert from 'node:assert/strict';
import { byteInput } from '../../../../src/core/pattern/byteInput.ts';

const { text, byteOffsets } = byteInput(Uint8Array.of(0x61, 0xff, 0x61, 0x62, 0x61, 0x62, 0x63));

describe('bytes as input of a pattern', () => {
  it('are one character each', () => {
    assert.equal(text.length, 7);
    assert.deepEqual([text.charCodeAt(0), text.charCodeAt(1)], [0x61, 0xff]);
    assert.ok(Number.isNaN(text.charCodeAt(7)));
  });

  it('can be searched for a text like a string', () => {
    const string = 'a\xffababc';
    for (const wanted of ['a', 'ab', 'abc', 'abd', '\xff', '', 'bc', 'c', 'x', 'abcd']) {
      for (let from = 0; from <= string.length; from++) {
        assert.equal(text.indexOf(wanted, from), string.indexOf(wanted, from), `"${wanted}" from ${from}`);
      }
    }
  });

  it('have the same offsets as the text', () => assert.deepEqual(byteOffsets([3, -1, 0]), [3, -1, 0]));
});
