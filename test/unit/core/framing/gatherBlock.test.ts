import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GatherBlock } from '../../../../src/core/framing/gatherBlock.ts';
import { copiedBytes } from './copiedBytes.ts';

const anyLength = Number.POSITIVE_INFINITY;
const chunkOf = (bytes: number, value: number) => new Uint8Array(bytes).fill(value);

/** Appends chunks of different values, and returns the contents of the block that holds all their bytes. */
function gathered(first: GatherBlock, start: Uint8Array, sizes: readonly number[]) {
  let block = first;
  let expected = Buffer.from(start);
  for (const [at, size] of sizes.entries()) {
    const chunk = chunkOf(size, at + 1);
    expected = Buffer.concat([expected, chunk]);
    block = block.append(chunk, expected.length);
  }
  return { block, expected };
}

describe('a block of gathered bytes', () => {
  it('holds the bytes in order, whatever the chunk sizes', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2000 })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), sizes, (startBytes, chunks) => {
        const start = chunkOf(startBytes, 255);
        const { block, expected } = gathered(new GatherBlock(startBytes, anyLength, [start]), start, chunks);
        assert.ok(expected.equals(block.last(expected.length)));
      }),
    );
  });

  it('holds the bytes that are still needed after some were taken', () => {
    const block = new GatherBlock(3, anyLength, [Uint8Array.of(1, 2, 3)]);
    // Two bytes were taken: six more are needed of the three and five.
    const next = block.append(Uint8Array.of(4, 5, 6, 7, 8), 6);
    assert.deepEqual([...next.last(6)], [3, 4, 5, 6, 7, 8]);
    const later = [9, 10, 11, 12, 13, 14, 15, 16, 17, 18].reduce(
      (one, byte) => one.append(Uint8Array.of(byte), 4),
      next,
    );
    assert.deepEqual([...later.last(4)], [15, 16, 17, 18]);
  });

  it('has room for twice what is needed, limited to the largest frame and a read', () => {
    assert.equal(new GatherBlock(100, anyLength).last(0).buffer.byteLength, 200);
    assert.equal(new GatherBlock(100_000, 100_000).last(0).buffer.byteLength, 200_000);
    const most = 1024 * 1024;
    assert.equal(new GatherBlock(most, most).last(0).buffer.byteLength, 2 * most);
    // More is needed than one frame may have: several wait.
    assert.equal(new GatherBlock(most + 1, most).last(0).buffer.byteLength, 2 * most + 2);
  });

  it('reserves at most four times what is needed, even while bytes move', () => {
    let block = new GatherBlock(1000, anyLength, [chunkOf(1000, 0)]);
    for (let length = 1010; length <= 100_000; length += 10) {
      block = block.append(chunkOf(10, 1), length);
      assert.ok(block.reservedBytes <= 4 * length, `${block.reservedBytes} bytes, at ${length}`);
    }
  });

  it('moves a few bytes with each chunk, with none left to move when it is full', () => {
    let block = new GatherBlock(1000, anyLength, [chunkOf(1000, 0)]);
    let moves = 0;
    for (let length = 1010; length <= 100_000; length += 10) {
      const chunk = chunkOf(10, 1);
      const before = block;
      const copied = copiedBytes(() => {
        block = block.append(chunk, length);
      });
      assert.ok(copied <= 100, `${copied} bytes at once, at ${length}`);
      if (block !== before) moves++;
    }
    assert.equal(moves, 6);
  });

  it('moves nothing if the largest frame fits', () => {
    const block = new GatherBlock(1000, 1900, [chunkOf(1000, 0)]);
    assert.equal(block.reservedBytes, 2000);
    for (let length = 1010; length <= 1900; length += 10) {
      const copied = copiedBytes(() => assert.equal(block.append(chunkOf(10, 1), length), block));
      assert.equal(copied, 10);
    }
  });

  it('moves nothing while there is room for a quarter of what is needed', () => {
    const block = new GatherBlock(1000, anyLength, [chunkOf(1000, 0)]);
    const copied = (length: number) => copiedBytes(() => block.append(chunkOf(10, 1), length));
    for (let length = 1010; length <= 1600; length += 10) assert.equal(copied(length), 10, `at ${length}`);
    assert.ok(copied(1610) > 10);
  });

  it('accepts a chunk longer than its room', () => {
    const start = chunkOf(10, 255);
    const { block, expected } = gathered(new GatherBlock(10, anyLength, [start]), start, [5000]);
    assert.ok(expected.equals(block.last(5010)));
  });
});
