import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { cobsStuffing } from '../../../../src/core/framing/cobs.ts';
import type { FramingKind } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { slipStuffing } from '../../../../src/core/framing/slip.ts';
import { stuffed } from '../../../../src/core/framing/stuffed.ts';

const [end, escapeByte] = [0xc0, 0xdb];

/** SLIP of a whole frame, byte by byte. */
function wholeSlip(frame: Uint8Array): number[] {
  const escaped = (byte: number) =>
    byte === end ? [escapeByte, 0xdc] : byte === escapeByte ? [escapeByte, 0xdd] : [byte];
  return [end, ...Array.from(frame).flatMap(escaped), end];
}

/** COBS of a whole frame: its blocks between zeros, each cut into pieces of 254 bytes. */
function wholeCobs(frame: Uint8Array): number[] {
  const wire: number[] = [];
  let block: number[] = [];
  const endBlock = () => {
    wire.push(block.length + 1, ...block);
    block = [];
  };
  for (const [at, byte] of frame.entries()) {
    if (byte !== 0) block.push(byte);
    if (byte === 0 || (block.length === 254 && at < frame.length - 1)) endBlock();
  }
  endBlock();
  return [...wire, 0];
}

/** Bytes that are special to one or the other, and runs around the 254 bytes that one code of COBS covers. */
const frames = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.constantFrom(0, 1, 0xc0, 0xdb, 0xdc, 0xdd), { maxLength: 40 }).map(bytes => Uint8Array.from(bytes)),
      fc.integer({ min: 250, max: 260 }).map(length => new Uint8Array(length).fill(7)),
      fc.integer({ min: 1, max: 600 }).map(length => new Uint8Array(length)),
    ),
    { maxLength: 6 },
  )
  .map(pieces => new Uint8Array(Buffer.concat(pieces)));
const partBytes = fc.integer({ min: 1, max: 700 });

/** The parts joined, which are as many bytes as was said. */
function joined(kind: FramingKind, frame: Uint8Array): number[] {
  const { length, parts } = kind.encoder().encode(frame);
  const bytes = [...Buffer.concat([...parts])];
  assert.equal(bytes.length, length);
  return bytes;
}

describe('a frame that is encoded in parts', () => {
  for (const { name, stuffing, whole } of [
    { name: 'slip', stuffing: slipStuffing, whole: wholeSlip },
    { name: 'cobs', stuffing: cobsStuffing, whole: wholeCobs },
  ]) {
    it(`has the bytes that it has as a whole: ${name}`, () => {
      fc.assert(
        fc.property(frames, partBytes, (frame, size) => {
          if (frame.length > 0 || name === 'cobs')
            assert.deepEqual(joined(stuffed(stuffing, size), frame), whole(frame));
        }),
      );
    });

    it(`is decoded in parts of any size: ${name}`, () => {
      fc.assert(
        fc.property(fc.array(frames), partBytes, partBytes, (given, size, chunkBytes) => {
          const kind = stuffed(stuffing, size);
          const sent = given.filter(frame => frame.length > 0);
          const wire = Uint8Array.from(sent.flatMap(frame => joined(kind, frame)));
          const decoder = kind.decoder(10_000);
          const got = [];
          for (let at = 0; at < wire.length; at += chunkBytes)
            got.push(...decoder.push(wire.subarray(at, at + chunkBytes), 0));
          assert.deepEqual(
            got.map(({ bytes, flaw }) => [flaw, ...bytes]),
            sent.map(frame => [undefined, ...frame]),
          );
        }),
      );
    });

    it(`has parts of moderate size, each made when it is asked for: ${name}`, () => {
      const frame = new Uint8Array(3_000_000).fill(end);
      const { length, parts } = framingFor(name as Framing)
        .encoder()
        .encode(frame);
      const sizes = Array.from(parts, part => part.length);
      assert.ok(Math.max(...sizes) < 600_000);
      assert.equal(
        sizes.reduce((sum, size) => sum + size),
        length,
      );
      // What changes before its part is made is sent as it is then.
      const [first, ...later] = framingFor(name as Framing)
        .encoder()
        .encode(frame).parts;
      assert.ok(first && later.length > 1);
      const lazy = framingFor(name as Framing)
        .encoder()
        .encode(frame)
        .parts[Symbol.iterator]();
      lazy.next();
      frame.fill(1);
      assert.equal(lazy.next().value?.[300], 1);
    });
  }

  it('announces its length in every framing', () => {
    const framings: Framing[] = [
      'none',
      { line: 'crlf' },
      { line: 'any' },
      { delimiter: '\n--' },
      { fixed: 5 },
      { idleMs: 5 },
      { lengthPrefix: { bytes: 4, endian: 'big' } },
      { lengthPrefix: { bytes: 1, endian: 'big', offset: 0 } },
    ];
    for (const framing of framings) {
      const bytes = joined(framingFor(framing), Buffer.from('\x04abcd'));
      assert.ok(Buffer.from(bytes).includes('abcd'));
    }
  });
});
