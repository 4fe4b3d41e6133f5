import assert from 'node:assert/strict';
import { sequenceText } from '../../../../src/core/framing/sequenceText.ts';
import { utf8 } from './decodeCut.ts';

describe('a sequence in a sentence', () => {
  it('is quoted if it is printable, otherwise in hex', () => {
    assert.equal(sequenceText(utf8('<<"')), String.raw`"<<\""`);
    assert.equal(sequenceText(Uint8Array.of(0x1c, 0x0d)), '1c 0d');
    assert.equal(sequenceText(utf8('a b')), '61 20 62');
  });
});
