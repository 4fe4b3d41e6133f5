import assert from 'node:assert/strict';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../support/wireOf.ts';

const readBytes = 64 * 1024;
const maxFrameBytes = 8 * 1024 * 1024;

/** Bytes of every value, those that are escaped among them. */
function frameOf(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
}

describe('a stuffed frame of megabytes', () => {
  for (const framing of ['slip', 'cobs'] as const) {
    const { decoder, encoder } = framingFor(framing);
    const encoded = (frame: Uint8Array) => wireOf(encoder().encode(frame));
    const decoded = (wire: Uint8Array) => {
      const decoding = decoder(maxFrameBytes);
      const frames = [];
      for (let at = 0; at < wire.length; at += readBytes)
        frames.push(...decoding.push(wire.subarray(at, at + readBytes), 0));
      return frames;
    };

    it(`is decoded while it comes: ${framing}`, () => {
      // Sizes around the parts in which it is decoded, and a small frame behind it in the same read.
      for (const bytes of [1_048_575, 1_048_577, 2_000_003, 5_000_000]) {
        const frame = frameOf(bytes);
        const after = Buffer.from('after');
        const [first, second, ...more] = decoded(Buffer.concat([encoded(frame), encoded(after)]));
        assert.ok(first && second && Buffer.from(frame).equals(first.bytes) && after.equals(second.bytes));
        assert.deepEqual([first.flaw, second.flaw, more.length], [undefined, undefined, 0]);
      }
    });

    it(`is delivered as it was on the wire if it is malformed, and the next one is decoded: ${framing}`, () => {
      const wire = encoded(frameOf(3_000_000));
      // SLIP's escape escapes nothing; COBS's last block is cut.
      const ending = framing === 'slip' ? [0xdb, 0xdb, 0xc0] : [0];
      const bad = Buffer.concat([wire.subarray(0, 2_500_000), Uint8Array.from(ending)]);
      const [first, second] = decoded(Buffer.concat([bad, encoded(Buffer.from('next'))]));
      assert.equal(first?.flaw, 'malformed');
      assert.equal(first.bytes.length, bad.length - (framing === 'slip' ? 2 : 1));
      assert.equal(Buffer.from(second?.bytes ?? []).toString(), 'next');
    });
  }
});
