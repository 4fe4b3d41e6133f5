import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import {
  decodeRecordHeader,
  isEntry,
  type RecordHeader,
  recordHeaderBytes,
  writeRecordCrc,
  writeRecordHeader,
} from '../../../../src/engine/transcript/logRecord.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const anyHeader: fc.Arbitrary<RecordHeader> = fc.record(
  {
    kind: fc.constantFrom('in', 'out', 'event', 'peer'),
    side: fc.nat(2),
    time: fc.double({ noNaN: true }),
    peer: u32,
    origin: fc.integer({ min: 0, max: 0xffff }),
    carryIn: fc.nat(3),
    carryEncoding: fc.nat(3),
    length: u32,
    seq: u32,
  },
  { noNullPrototype: true },
);
const header: RecordHeader = {
  ...{ kind: 'out', side: 2, time: 1.5, peer: 0x0102_0304, origin: 0x0506 },
  ...{ carryIn: 2, carryEncoding: 3, length: 0x0708_090a, seq: 0x0b0c_0d0e },
};

function written(one: RecordHeader, at = 0, isBodyUnchecked = false): Uint8Array {
  const bytes = new Uint8Array(at + recordHeaderBytes);
  const view = new DataView(bytes.buffer);
  writeRecordHeader(view, at, one, isBodyUnchecked);
  writeRecordCrc(view, bytes, at, bytes.length);
  return bytes;
}

describe('a record header', () => {
  it('is the same as in files of earlier versions', () => {
    const hex = Buffer.from(written(header)).toString('hex');
    const fields = '01' + '02' + '32' + '00' + '0605' + '04030201' + '0a090807' + '0e0d0c0b' + '000000000000f83f';
    assert.equal(hex.slice(12), fields);
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(crc32(Buffer.from(fields, 'hex')));
    assert.equal(hex.slice(0, 8), crc.toString('hex'));
    assert.equal(hex.slice(8, 12), '3068');
  });

  it('round-trips at any offset', () => {
    fc.assert(
      fc.property(anyHeader, fc.nat(9), fc.boolean(), (one, at, isBodyUnchecked) => {
        const bytes = written(one, at, isBodyUnchecked).subarray(at);
        assert.deepEqual(decodeRecordHeader(bytes), {
          ...{ header: one, isSound: true, crc: crc32(bytes.subarray(6)), isBodyUnchecked },
        });
      }),
    );
  });

  it('has a length that is trusted only if no bit in or next to it is flipped', () => {
    // The check has sixteen bits: one flip in 65,536 goes unnoticed. Ten of these 44,000 would be a broken check.
    let unnoticed = 0;
    for (const one of fc.sample(anyHeader, 200)) {
      const bytes = written(one);
      for (let bit = 4 * 8; bit < recordHeaderBytes * 8; bit++) {
        const at = bit >> 3;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
        if (decodeRecordHeader(bytes)?.isSound) unnoticed++;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      }
    }
    assert.ok(unnoticed < 10, `${unnoticed} flips went unnoticed`);
  });

  it('is invalid if it is all zeros', () => {
    assert.equal(decodeRecordHeader(new Uint8Array(recordHeaderBytes))?.isSound, false);
  });

  it('shares a CRC with the body, unless that is unchecked', () => {
    const whole = new Uint8Array(recordHeaderBytes + 3);
    whole.set(written(header));
    whole.set([1, 2, 3], recordHeaderBytes);
    writeRecordCrc(new DataView(whole.buffer), whole, 0, whole.length);
    assert.equal(decodeRecordHeader(whole)?.crc, crc32(whole.subarray(6)));
  });

  it('is invalid if truncated, or with an unknown kind, carry or encoding', () => {
    assert.equal(decodeRecordHeader(written(header).subarray(0, recordHeaderBytes - 1)), undefined);
    for (const [at, least] of [
      [6, 4],
      [8, 4],
      [8, 0x40],
    ] as const) {
      const bytes = written(header);
      bytes[at] = least;
      assert.equal(decodeRecordHeader(bytes), undefined, `byte ${at}`);
      bytes[at] = least - (least === 0x40 ? 0x10 : 1);
      assert.ok(decodeRecordHeader(bytes), `byte ${at}`);
    }
  });

  it('knows whether it is a row of the transcript', () => {
    assert.deepEqual((['in', 'out', 'event', 'peer'] as const).filter(isEntry), ['in', 'out', 'event']);
  });
});
