import assert from 'node:assert/strict';
import { characterInput } from '../../../../src/core/pattern/characterInput.ts';

describe('characters as input of a pattern', () => {
  it('have byte offsets, in any order and repeatedly', () => {
    const { text, byteOffsets } = characterInput(Buffer.from('aé👋b'), 'utf8');
    assert.equal(text, 'aé👋b');
    assert.deepEqual(byteOffsets([5, 0, 2, -1, 1, 2, 4]), [8, 0, 3, -1, 1, 3, 7]);
  });

  it('count a byte that isn’t text as one', () => {
    assert.deepEqual(characterInput(Uint8Array.of(0xff, 0xc3, 0xa9), 'utf8').byteOffsets([2, 1]), [3, 1]);
  });

  it('have two bytes each in UTF-16', () => {
    assert.deepEqual(characterInput(Buffer.from('ab', 'utf16le'), 'utf16le').byteOffsets([1, 2]), [2, 4]);
  });
});
