import assert from 'node:assert/strict';
import type { Framing, LengthPrefixOptions } from '../../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

const prefix = (bytes: 1 | 2 | 3 | 4 | 8, more: LengthPrefixOptions & { endian?: 'little' } = {}): Framing => ({
  lengthPrefix: { bytes, endian: 'big', ...more },
});

describe('length-prefix framing', () => {
  it('writes the length in its byte order, including the header if configured', () => {
    const header = (bytes: 1 | 2 | 3 | 4 | 8, more: LengthPrefixOptions & { endian?: 'little' }, frameBytes: number) =>
      wireOf(framingFor(prefix(bytes, more)).encoder().encode(new Uint8Array(frameBytes)))
        .subarray(0, bytes)
        .toString('hex');
    assert.equal(header(3, {}, 0x102), '000102');
    assert.equal(header(3, { endian: 'little' }, 0x102), '020100');
    assert.equal(header(2, { includesHeader: true }, 3), '0005');
    assert.equal(header(8, {}, 1), '0000000000000001');
    assert.throws(() => header(1, { includesHeader: true }, 255), RangeError);
  });

  it('reads frames in pieces, and keeps the incomplete last one for the end', () => {
    for (const cuts of everyCut(9)) {
      const frames = decode(framingFor(prefix(2)).decoder(9), utf8('\0\x02hi\0\0\0\x03a'), cuts);
      assert.deepEqual(frames.map(shown), ['hi', '', 'unterminated \0\x03a']);
    }
  });

  it('accepts a frame of exactly the limit', () => {
    assert.deepEqual(decode(framingFor(prefix(1)).decoder(3), utf8('\x03abc')).map(shown), ['abc']);
  });

  it('gives up at a bogus length, keeps every byte and allocates nothing', () => {
    for (const bytes of [1, 2, 3, 4, 8] as const) {
      const bogus = new Uint8Array(bytes + 2).fill(0xff);
      const decoder = framingFor(prefix(bytes)).decoder(100);
      const [broken, ...more] = decoder.push(bogus, 0);
      assert.equal(broken?.flaw, 'brokenLength');
      assert.equal(broken?.announced, (1n << BigInt(bytes * 8)) - 1n);
      assert.deepEqual(broken?.bytes, bogus);
      assert.equal(more.length, 0);
      assert.deepEqual(decoder.push(utf8('later'), 0).map(shown), ['later']);
      assert.deepEqual(decoder.end(0), []);
    }
  });

  it('gives up at a length shorter than its own header', () => {
    const [broken] = framingFor(prefix(2, { includesHeader: true }))
      .decoder(100)
      .push(utf8('\0\x01hi'), 0);
    assert.deepEqual(
      [broken?.flaw, broken?.broken],
      ['brokenEnvelope', { at: 0, expected: 'greaterLength', least: 2 }],
    );
  });

  it('rejects a message that its length field can’t represent', () => {
    assert.throws(
      () => framingFor(prefix(1)).encoder().encode(new Uint8Array(256)),
      /too long for a 1-byte length field/,
    );
    assert.equal(framingFor(prefix(1)).encoder().encode(new Uint8Array(255)).length, 256);
  });

  it('accepts whole frames with an offset only if the length is right', () => {
    const encoder = framingFor(prefix(1, { offset: 1 })).encoder();
    assert.equal(String(wireOf(encoder.encode(utf8('X\x02hi')))), 'X\x02hi');
    assert.throws(() => encoder.encode(utf8('X\x03hi')), /says 3, but should say 2/);
    assert.throws(() => encoder.encode(utf8('X')), /begin with its 2-byte header/);
  });
});
