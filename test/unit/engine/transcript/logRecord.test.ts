import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeRecordHeader,
  isEntry,
  type RecordHeader,
  recordHeaderBytes,
  writeRecordHeader,
} from '../../../../src/engine/transcript/logRecord.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const anyHeader: fc.Arbitrary<RecordHeader> = fc.record(
  {
    kind: fc.constantFrom('in', 'out', 'event', 'segmentHead', 'peer'),
    time: fc.double({ noNaN: true }),
    peer: u32,
    origin: fc.integer({ min: 0, max: 0xffff }),
    carryIn: fc.nat(3),
    carryEncoding: fc.nat(3),
    length: u32,
  },
  { noNullPrototype: true },
);
const header: RecordHeader = {
  kind: 'out',
  ...{ time: 1.5, peer: 0x0102_0304, origin: 0x0506, carryIn: 2, carryEncoding: 3, length: 0x0708_090a },
};

function written(one: RecordHeader, at = 0): Uint8Array {
  const bytes = new Uint8Array(at + recordHeaderBytes);
  writeRecordHeader(new DataView(bytes.buffer), at, one);
  return bytes;
}

describe('the header of a record', () => {
  it('stands in the file as earlier versions wrote it', () => {
    const hex = Buffer.from(written(header)).toString('hex');
    assert.equal(hex, '01020300' + '04030201' + '0a090807' + '06050000' + '000000000000f83f');
  });

  it('is read as it was written, wherever it stands', () => {
    fc.assert(
      fc.property(anyHeader, fc.nat(9), (one, at) => {
        assert.deepEqual(decodeRecordHeader(written(one, at).subarray(at)), one);
      }),
    );
  });

  it('is none that is cut, or has a kind, a carry or an encoding that doesn’t exist', () => {
    assert.equal(decodeRecordHeader(written(header).subarray(0, recordHeaderBytes - 1)), undefined);
    for (const [at, least] of [
      [0, 5],
      [1, 4],
      [2, 4],
    ] as const) {
      const bytes = written(header);
      bytes[at] = least;
      assert.equal(decodeRecordHeader(bytes), undefined, `byte ${at}`);
      bytes[at] = least - 1;
      assert.ok(decodeRecordHeader(bytes), `byte ${at}`);
    }
  });

  it('tells what is a row of the transcript', () => {
    assert.deepEqual((['in', 'out', 'event', 'segmentHead', 'peer'] as const).filter(isEntry), ['in', 'out', 'event']);
  });
});
