import assert from 'node:assert/strict';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { shown, utf8 } from './decodeCut.ts';

describe('idle framing', () => {
  it('ends a frame after the pause and no earlier, and at the end of the stream', () => {
    const decoder = framingFor({ idleMs: 10 }).decoder(8);
    assert.equal(decoder.deadline(), undefined);
    assert.deepEqual(decoder.push(utf8('ab'), 100), []);
    assert.equal(decoder.deadline(), 110);
    assert.deepEqual(decoder.push(utf8('cd'), 109), []);
    assert.deepEqual(decoder.push(utf8(''), 110), []);
    assert.deepEqual(decoder.push(utf8(''), 119).map(shown), ['abcd']);
    assert.equal(decoder.deadline(), undefined);
    assert.deepEqual(decoder.push(utf8('e'), 200), []);
    assert.deepEqual(decoder.push(utf8('f'), 215).map(shown), ['e']);
    assert.deepEqual(decoder.end(216).map(shown), ['f']);
    assert.deepEqual(decoder.push(utf8('0123456789'), 300).map(shown), ['tooLong 01234567']);
    assert.throws(() => framingFor({ idleMs: 1 }).encoder().encode(new Uint8Array()), RangeError);
  });
});
