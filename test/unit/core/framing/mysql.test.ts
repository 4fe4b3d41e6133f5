import assert from 'node:assert/strict';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from './decodeCut.ts';

describe('MySQL packets', () => {
  it('are delivered with their sequence number', () => {
    const wire = utf8('\x01\0\0\0\x0e\0\0\0\x01\x03\0\0\x02abc');
    for (const cuts of everyCut(wire.length))
      assert.deepEqual(decode(framingFor('mysql').decoder(4), wire, cuts).map(shown), ['\0\x0e', '\x01', '\x02abc']);
  });

  it('have a little-endian length, up to 16 MiB', () => {
    const { encode } = framingFor('mysql').encoder();
    const header = (bytes: number) =>
      wireOf(encode(new Uint8Array(bytes)))
        .subarray(0, 3)
        .toString('hex');
    assert.equal(header(1), '000000');
    assert.equal(header(0x10203 + 1), '030201');
    assert.equal(header(0xffffff + 1), 'ffffff');
    assert.throws(() => encode(new Uint8Array(0xffffff + 2)), /too long for a 3-byte length field/);
    assert.throws(() => encode(new Uint8Array()), /must begin with its sequence number/);
  });
});
