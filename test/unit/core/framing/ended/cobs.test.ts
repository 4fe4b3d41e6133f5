import assert from 'node:assert/strict';
import { cobs, cobsStuffing } from '../../../../../src/core/framing/ended/cobs.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode } from '../decodeCut.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const encoded = (...bytes: number[]) => hex(wireOf(cobs.encoder().encode(Uint8Array.from(bytes))));
const decoded = (...wire: number[]) =>
  decode(cobs.decoder(1000), Uint8Array.from(wire)).map(({ bytes, flaw }) => `${flaw ?? 'whole'} ${hex(bytes)}`);
const run = (length: number) => Array.from({ length }, (_, at) => (at % 255) + 1);

describe('COBS', () => {
  it('encodes the examples of its authors', () => {
    assert.equal(encoded(), '0100');
    assert.equal(encoded(0), '010100');
    assert.equal(encoded(0, 0), '01010100');
    assert.equal(encoded(0x11, 0x22, 0, 0x33), '031122023300');
    assert.equal(encoded(0x11, 0, 0, 0), '021101010100');
  });

  it('begins another block after 254 bytes only if more bytes follow', () => {
    assert.equal(encoded(...run(253)), `fe${hex(Uint8Array.from(run(253)))}00`);
    assert.equal(encoded(...run(254)), `ff${hex(Uint8Array.from(run(254)))}00`);
    assert.equal(encoded(...run(254), 0xff).slice(-6), '02ff00');
    assert.equal(encoded(...run(254), 0).slice(-8), 'fe010100');
  });

  it('knows the length of a frame on the wire, whatever its bytes', () => {
    for (const runs of [
      [0],
      [1],
      [253],
      [254],
      [255],
      [508],
      [509],
      [254, 254],
      [253, 255, 1],
      [0, 508, 0],
      [700, 300],
    ]) {
      const frame = Uint8Array.from(runs.flatMap((length, at) => [...(at > 0 ? [0] : []), ...run(length)]));
      const wire = Buffer.concat([...cobsStuffing.encode(frame, 1_000_000)]);
      assert.equal(cobsStuffing.wireBytes(frame), wire.length, String(runs));
      assert.ok(wire.length - 1 <= cobsStuffing.encodedBytes(frame.length), String(runs));
    }
  });

  it('encodes the worst case within its stated maximum', () => {
    for (const length of [0, 1, 253, 255, 508, 509]) {
      const { length: wireBytes } = Buffer.concat([...cobsStuffing.encode(Uint8Array.from(run(length)), 1_000_000)]);
      const fullAtEnd = length > 0 && length % 254 === 0 ? 1 : 0;
      assert.equal(wireBytes - 1, cobsStuffing.encodedBytes(length) - fullAtEnd, String(length));
    }
  });

  it('treats consecutive zeros as padding, and a code of one as an empty frame', () => {
    assert.deepEqual(decoded(0, 0, 2, 7, 0, 0, 1, 0), ['whole 07', 'whole ']);
  });

  it('delivers a frame with a truncated last block as received', () => {
    assert.deepEqual(decoded(5, 97, 0, 2, 98, 0), ['malformed 0561', 'whole 62']);
    assert.deepEqual(decoded(2, 97, 2, 0), ['malformed 026102']);
  });

  it('adds no zero after a full block', () => {
    assert.deepEqual(decoded(0xff, ...run(254), 2, 7, 0), [`whole ${hex(Uint8Array.from(run(254)))}07`]);
    assert.deepEqual(decoded(0xfe, ...run(253), 2, 7, 0), [`whole ${hex(Uint8Array.from(run(253)))}0007`]);
  });

  it('accepts a frame of exactly the limit and splits a longer one', () => {
    const sizes = (length: number, byte: number) =>
      decode(cobs.decoder(300), wireOf(cobs.encoder().encode(new Uint8Array(length).fill(byte)))).map(
        ({ bytes, flaw }) => `${flaw ?? 'whole'} ${bytes.length}`,
      );
    for (const byte of [0, 1]) assert.deepEqual(sizes(300, byte), ['whole 300']);
    assert.deepEqual(sizes(301, 1), ['tooLong 302', 'tooLong 1']);
  });
});
