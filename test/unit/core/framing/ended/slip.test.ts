import assert from 'node:assert/strict';
import { slip } from '../../../../../src/core/framing/ended/slip.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode } from '../decodeCut.ts';

const [end, escapeByte, escapedEnd, escapedEscape] = [0xc0, 0xdb, 0xdc, 0xdd];
const encoded = (frame: Uint8Array) => wireOf(slip.encoder().encode(frame)).toString('hex');
const decoded = (wire: readonly number[], maxFrameBytes = 100) =>
  decode(slip.decoder(maxFrameBytes), Uint8Array.from(wire)).map(
    ({ bytes, flaw }) => `${flaw ?? 'whole'} ${Buffer.from(bytes).toString('hex')}`,
  );

describe('SLIP', () => {
  it('encodes as in RFC 1055, with END on both sides', () => {
    assert.equal(encoded(Uint8Array.of(end, 1, escapeByte)), 'c0dbdc01dbddc0');
    assert.equal(encoded(Uint8Array.of(escapedEnd, escapedEscape)), 'c0dcddc0');
    assert.throws(() => slip.encoder().encode(new Uint8Array()), {
      name: 'RangeError',
      message: /can’t carry empty messages/,
    });
  });

  it('encodes the same wherever the frame lies in memory, with odd and even lengths', () => {
    const memory = new Uint8Array(12).fill(1);
    for (let from = 0; from < 4; from++) {
      for (let length = 1; length < 6; length++) {
        for (let special = 0; special < length; special++) {
          const frame = memory.subarray(from, from + length);
          frame.fill(1).fill(end, special, special + 1);
          const expected = Array.from(frame, byte => (byte === end ? 'dbdc' : '01')).join('');
          assert.equal(encoded(frame), `c0${expected}c0`);
        }
      }
    }
  });

  it('treats consecutive ENDs as padding, and bytes before the first one as a frame', () => {
    assert.deepEqual(decoded([end, end, 1, end, end, end, 2, end]), ['whole 01', 'whole 02']);
    assert.deepEqual(decoded([7, end, 1, end]), ['whole 07', 'whole 01']);
  });

  it('delivers a frame with an invalid or incomplete escape as received', () => {
    assert.deepEqual(decoded([1, escapeByte, 2, end, 3, end]), ['malformed 01db02', 'whole 03']);
    assert.deepEqual(decoded([1, escapeByte, end, 3, end]), ['malformed 01db', 'whole 03']);
    assert.deepEqual(decoded([escapedEnd, escapedEscape, end]), ['whole dcdd']);
  });

  it('accepts a frame of exactly the limit and splits a longer one', () => {
    const sizes = (length: number, byte: number) =>
      decode(slip.decoder(300), wireOf(slip.encoder().encode(new Uint8Array(length).fill(byte)))).map(
        ({ bytes, flaw }) => `${flaw ?? 'whole'} ${bytes.length}`,
      );
    for (const byte of [0, end]) assert.deepEqual(sizes(300, byte), ['whole 300']);
    assert.deepEqual(sizes(301, 1), ['tooLong 300', 'tooLong 1']);
    // On the wire it exceeds twice the limit: no single frame could be that long.
    assert.deepEqual(sizes(301, end), ['tooLong 600', 'tooLong 2']);
  });
});
