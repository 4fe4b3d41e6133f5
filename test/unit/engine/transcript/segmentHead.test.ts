import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeSegmentHead,
  encodeSegmentHead,
  isOtherFormat,
  type SegmentHead,
  segmentHeadBytes,
} from '../../../../src/engine/transcript/segmentHead.ts';

const anyHead: fc.Arbitrary<SegmentHead> = fc.nat(0xffff_ffff).chain(firstSeq => {
  const before = fc.nat(firstSeq);
  return fc.record(
    { firstSeq: fc.constant(firstSeq), clearedBefore: before, previousFirstSeq: before },
    { noNullPrototype: true },
  );
});
const head = { firstSeq: 0x0102_0304, clearedBefore: 5, previousFirstSeq: 6 };

describe('a segment head', () => {
  it('is the same as in files of earlier versions', () => {
    const bytes = Buffer.from(encodeSegmentHead(head));
    assert.equal(bytes.subarray(0, 16).toString(), 'portside log v2\n');
    assert.equal(bytes.subarray(16, 28).toString('hex'), '04030201' + '05000000' + '06000000');
    assert.equal(bytes.length, segmentHeadBytes);
  });

  it('round-trips even with a damaged magic, and never with another number', () => {
    fc.assert(
      fc.property(anyHead, fc.nat(segmentHeadBytes - 1), fc.integer({ min: 1, max: 255 }), (one, at, change) => {
        const bytes = encodeSegmentHead(one);
        assert.deepEqual(decodeSegmentHead(bytes), one);
        bytes[at] = (bytes[at] ?? 0) ^ change;
        assert.deepEqual(decodeSegmentHead(bytes), at < 16 ? one : undefined);
        assert.ok(!isOtherFormat(bytes));
      }),
    );
  });

  it('is rejected if it can’t have been written', () => {
    const impossible = [
      { firstSeq: 6, clearedBefore: 7, previousFirstSeq: 6 },
      { firstSeq: 6, clearedBefore: 6, previousFirstSeq: 7 },
    ];
    for (const one of impossible) {
      assert.equal(decodeSegmentHead(encodeSegmentHead(one)), undefined);
      assert.ok(!isOtherFormat(encodeSegmentHead(one)));
    }
  });

  it('is rejected if truncated', () => {
    const bytes = encodeSegmentHead(head);
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(decodeSegmentHead(bytes.subarray(0, length)), undefined);
      assert.ok(!isOtherFormat(bytes.subarray(0, length)));
    }
  });

  it('has another format if another version wrote it, and not for unrelated bytes', () => {
    const first = Buffer.concat([
      Buffer.from([3]),
      Buffer.alloc(23),
      Buffer.from('{"format":"portside transcript","version":1,"firstSeq":0}'),
    ]);
    for (const other of [first, Buffer.from('portside log v3\nand more'), Buffer.from('portside log v12\n')])
      assert.ok(isOtherFormat(other), other.toString());
    for (const other of ['', 'portside log', 'portside log vx\n', 'hello', '\0'.repeat(64)])
      assert.ok(!isOtherFormat(Buffer.from(other)), other);
  });
});
