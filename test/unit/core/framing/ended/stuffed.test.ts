import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cobsStuffing } from '../../../../../src/core/framing/ended/cobs.ts';
import { slipStuffing } from '../../../../../src/core/framing/ended/slip.ts';
import { type ByteStuffing, stuffed } from '../../../../../src/core/framing/ended/stuffed.ts';
import type { Frame, FramingKind } from '../../../../../src/core/framing/framing.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { shown, utf8 } from '../decodeCut.ts';

const [end, escapeByte] = [0xc0, 0xdb];

/** SLIP of a whole frame, byte by byte. */
function wholeSlip(frame: Uint8Array): number[] {
  const escaped = (byte: number) =>
    byte === end ? [escapeByte, 0xdc] : byte === escapeByte ? [escapeByte, 0xdd] : [byte];
  return [end, ...Array.from(frame).flatMap(escaped), end];
}

/** COBS of a whole frame: its blocks between zeros, each in pieces of 254 bytes. */
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

/** Bytes that are special to either, and runs around the 254 bytes that one COBS code covers. */
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

/** The joined parts, which are as long as announced. */
function joined(kind: FramingKind, frame: Uint8Array): number[] {
  const { length, parts } = kind.encoder().encode(frame);
  const bytes = [...Buffer.concat([...parts])];
  assert.equal(bytes.length, length);
  return bytes;
}

/** Bytes of every value, including the escaped ones. */
function frameOf(bytes: number): Buffer {
  return Buffer.alloc(
    bytes,
    Uint8Array.from({ length: 999 }, (_, at) => (at * 31 + (at >> 8)) & 0xff),
  );
}

function inReads(decoder: ReturnType<FramingKind['decoder']>, wire: Uint8Array, readBytes: number): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < wire.length; at += readBytes)
    frames.push(...decoder.push(wire.subarray(at, at + readBytes), 0));
  return frames;
}

/** The same stuffing, noting how many bytes are decoded at a time. */
function counted(stuffing: ByteStuffing, sizes: number[]): ByteStuffing {
  const unstuffing = () => {
    const one = stuffing.unstuffing();
    return {
      get isComplete() {
        return one.isComplete;
      },
      push(encoded: Uint8Array) {
        sizes.push(encoded.length);
        return one.push(encoded);
      },
    };
  };
  return { ...stuffing, unstuffing };
}

describe('a stuffed frame', () => {
  for (const { name, stuffing, whole } of [
    { name: 'slip', stuffing: slipStuffing, whole: wholeSlip },
    { name: 'cobs', stuffing: cobsStuffing, whole: wholeCobs },
  ]) {
    it(`has the same bytes as when encoded whole: ${name}`, () => {
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

    it(`has parts of moderate size, each made on demand: ${name}`, () => {
      const frame = new Uint8Array(30_000).fill(end);
      const kind = stuffed(stuffing, 1000);
      const { length, parts } = kind.encoder().encode(frame);
      const sizes = Array.from(parts, part => part.length);
      assert.ok(Math.max(...sizes) < 2300, `${Math.max(...sizes)} bytes in a part`);
      assert.equal(
        sizes.reduce((sum, size) => sum + size),
        length,
      );
      // Changes before its part is made are still sent.
      const lazy = kind.encoder().encode(frame).parts[Symbol.iterator]();
      lazy.next();
      frame.fill(1);
      assert.equal(lazy.next().value?.[300], 1);
    });

    it(`is decoded part by part as it arrives: ${name}`, () => {
      const decoded: number[] = [];
      const kind = stuffed(counted(stuffing, decoded), 1000);
      const wire = wireOf(kind.encoder().encode(frameOf(4500)));
      const decoder = kind.decoder(10_000);
      decoder.push(wire.subarray(0, 3300), 0);
      assert.deepEqual(decoded, [1000, 1000, 1000]);
      assert.ok(frameOf(4500).equals(decoder.push(wire.subarray(3300), 0)[0]?.bytes ?? new Uint8Array()));
      assert.equal(decoded.length, 4);
    });

    it(`is decoded as its reads are gathered, followed by a small one: ${name}`, () => {
      for (const bytes of [1_048_575, 1_300_001]) {
        const decoded: number[] = [];
        const { encoder, decoder } = stuffed(counted(stuffing, decoded));
        const frame = frameOf(bytes);
        const wire = Buffer.concat([frame, utf8('after')].map(one => wireOf(encoder().encode(one))));
        const [first, second, ...more] = inReads(decoder(2_000_000), wire, 64 * 1024);
        assert.ok(first && second && frame.equals(first.bytes));
        assert.deepEqual([first.flaw, shown(second), more.length], [undefined, 'after', 0]);
        // The shorter one ends when gathering begins.
        if (bytes > 1_048_575) assert.ok(Math.max(...decoded) <= 320 * 1024, `${Math.max(...decoded)} bytes at once`);
      }
    });

    it(`is delivered as received if it is malformed, and the next one is decoded: ${name}`, () => {
      const kind = stuffed(stuffing, 1000);
      const wire = wireOf(kind.encoder().encode(frameOf(4000)));
      // SLIP's escape escapes nothing; COBS's last block is truncated.
      const ending = name === 'slip' ? [0xdb, 0xdb, end] : [0];
      const bad = Buffer.concat([wire.subarray(0, 3500), Uint8Array.from(ending)]);
      const sent = Buffer.concat([bad, wireOf(kind.encoder().encode(utf8('next')))]);
      const [first, second] = inReads(kind.decoder(10_000), sent, 2500);
      assert.equal(first?.flaw, 'malformed');
      assert.deepEqual([...first.bytes], [...bad.subarray(name === 'slip' ? 1 : 0, -1)]);
      assert.equal(second && shown(second), 'next');
    });

    it(`discards a frame truncated by the end of the stream: ${name}`, () => {
      const kind = stuffed(stuffing, 1000);
      const wire = wireOf(kind.encoder().encode(frameOf(4000)));
      const decoder = kind.decoder(10_000);
      inReads(decoder, wire.subarray(0, 2500), 2500);
      assert.deepEqual(
        decoder.end(0).map(({ flaw, bytes }) => [flaw, bytes.length]),
        [['unterminated', name === 'slip' ? 2499 : 2500]],
      );
      assert.ok(frameOf(4000).equals(inReads(decoder, wire, 2500)[0]?.bytes ?? Buffer.alloc(0)));
    });
  }

  it('stays malformed whatever follows the invalid part', () => {
    const wire = Buffer.alloc(4000, 1);
    wire.set([0xdb, 0xdb], 500);
    // Would complete the escape if nothing had been wrong.
    wire[1000] = 0xdc;
    wire[3999] = end;
    for (const readBytes of [4000, 3500]) {
      const [frame, ...more] = inReads(stuffed(slipStuffing, 1000).decoder(10_000), wire, readBytes);
      assert.deepEqual([frame?.flaw, frame?.bytes.length, more.length], ['malformed', 3999, 0]);
    }
  });

  it('is split if it exceeds the limit, even if it is short on the wire', () => {
    const { encoder, decoder } = stuffed(slipStuffing, 1000);
    const cut = (bytes: number) =>
      inReads(decoder(300), wireOf(encoder().encode(new Uint8Array(bytes))), 100).map(
        frame => `${frame.flaw ?? 'whole'} ${frame.bytes.length}`,
      );
    assert.deepEqual(cut(300), ['whole 300']);
    assert.deepEqual(cut(550), ['tooLong 300', 'tooLong 250']);
    assert.deepEqual(cut(600), ['tooLong 300', 'tooLong 300']);
  });

  it('decodes nothing between two consecutive ENDs', () => {
    let begun = 0;
    const counted: ByteStuffing = {
      ...slipStuffing,
      unstuffing: () => {
        begun++;
        return slipStuffing.unstuffing();
      },
    };
    const decoder = stuffed(counted).decoder(100);
    assert.deepEqual(decoder.push(new Uint8Array(1000).fill(end), 0), []);
    assert.equal(begun, 0);
    assert.equal(decoder.push(Uint8Array.of(end, 1, end, end), 0).length, 1);
    assert.equal(begun, 1);
  });
});
