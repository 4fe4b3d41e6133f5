import assert from 'node:assert/strict';
import { fixed } from '../../../../src/core/framing/fixed.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from './decodeCut.ts';

describe('fixed framing', () => {
  it('splits a stream into frames of its length, however it arrives', () => {
    for (const cuts of everyCut(8)) {
      assert.deepEqual(decode(fixed({ fixed: 3 }).decoder(99), utf8('abcdefgh'), cuts).map(shown), [
        'abc',
        'def',
        'unterminated gh',
      ]);
    }
  });

  it('has no rest if the stream ends with a frame, or is empty', () => {
    assert.deepEqual(decode(fixed({ fixed: 3 }).decoder(99), utf8('abc')).map(shown), ['abc']);
    assert.deepEqual(fixed({ fixed: 3 }).decoder(99).end(0), []);
  });

  it('allows frames above the usual maximum: the user chose the length', () => {
    assert.deepEqual(decode(fixed({ fixed: 5 }).decoder(2), utf8('abcde')).map(shown), ['abcde']);
  });

  it('sends a message of its length and rejects others', () => {
    const encoder = fixed({ fixed: 3 }).encoder();
    assert.equal(String(wireOf(encoder.encode(utf8('abc')))), 'abc');
    const message = 'the message is 2 B long, but this endpoint’s messages must be 3 B';
    assert.throws(() => encoder.encode(utf8('ab')), { name: 'RangeError', message });
    assert.throws(() => encoder.encode(utf8('abcd')), RangeError);
  });
});
