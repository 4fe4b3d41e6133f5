import assert from 'node:assert/strict';
import { none } from '../../../../src/core/framing/none.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { shown, utf8 } from './decodeCut.ts';

describe('no framing', () => {
  it('delivers each read as received, split if it exceeds the limit', () => {
    const decoder = none.decoder(4);
    assert.deepEqual(decoder.push(utf8('abc'), 0).map(shown), ['abc']);
    assert.deepEqual(decoder.push(utf8('abcd'), 0).map(shown), ['abcd']);
    assert.deepEqual(decoder.push(utf8('abcdefghi'), 0).map(shown), ['abcd', 'efgh', 'i']);
  });

  it('makes no frame of an empty read, and keeps nothing for the end', () => {
    const decoder = none.decoder(4);
    assert.deepEqual(decoder.push(new Uint8Array(), 0), []);
    decoder.push(utf8('abcde'), 0);
    assert.equal(decoder.deadline(), undefined);
    assert.deepEqual(decoder.end(0), []);
  });

  it('sends a message unchanged, even an empty one', () => {
    const encoder = none.encoder();
    assert.equal(String(wireOf(encoder.encode(utf8('a\n\0')))), 'a\n\0');
    assert.equal(encoder.encode(new Uint8Array()).length, 0);
  });
});
