import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BlockList } from '../../../../src/engine/transcript/blockList.ts';
import { SlabPool, slabBytes } from '../../../../src/engine/transcript/slabPool.ts';
import { asRead } from '../../../../src/engine/transport/readMemory.ts';

const long = fc.integer({ min: 4000, max: 70_000 }).map(size => new Uint8Array(size).fill(size));
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map(bytes => ({ bytes, isRead: false })),
  fc.record({ bytes: long, isRead: fc.boolean() }),
);

/** Appends bytes as they come from a socket: the next read overwrites them. */
function appendRead(blocks: BlockList, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += readBytes) blocks.append(asRead(bytes.subarray(at, at + readBytes)));
  asRead(new Uint8Array(readBytes));
}

const readBytes = 256 * 1024;

describe('a block list', () => {
  it('returns any range of what was appended in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const blocks = new BlockList();
        for (const { bytes, isRead } of pieces)
          if (isRead) appendRead(blocks, bytes);
          else blocks.append(bytes);
        const all = Buffer.concat(pieces.map(({ bytes }) => bytes));
        assert.equal(blocks.size, all.length);
        const [from = 0, to = 0] = [a % (all.length + 1), b % (all.length + 1)].sort((x, y) => x - y);
        assert.ok(all.subarray(from, to).equals(blocks.read(from, to)));
        assert.ok(all.subarray(from, to).equals(Buffer.concat(blocks.slices(from, to))));
      }),
    );
  });

  it('keeps a piece that is longer than its memory, and reserves room in one piece behind it', () => {
    const blocks = new BlockList();
    const long = Buffer.alloc(2 * slabBytes + 100, 'long');
    appendRead(blocks, long);
    blocks.reserve(slabBytes / 2);
    const at = blocks.reserve(slabBytes / 2);
    blocks.memory.fill(7, at, at + slabBytes / 2);
    assert.ok(long.equals(blocks.read(0, long.length)));
    const reserved = blocks.read(blocks.size - slabBytes / 2, blocks.size);
    assert.ok(reserved.every(byte => byte === 7));
  });

  it('keeps its bytes while others use the memory it released before, and what was read from those', () => {
    const pool = new SlabPool();
    const bytes = (fill: number) => new Uint8Array(3 * slabBytes).fill(fill);
    const first = new BlockList(pool);
    appendRead(first, bytes(1));
    const read = first.read(0, first.size);
    first.release();
    assert.ok(pool.free >= 2);
    const second = new BlockList(pool);
    appendRead(second, bytes(2));
    assert.equal(pool.free, 0);
    const third = new BlockList(pool);
    appendRead(third, bytes(3));
    assert.deepEqual(
      [read, second.read(0, second.size), third.read(0, third.size)].map(all => [...new Set(all)]),
      [[1], [2], [3]],
    );
  });

  it('doesn’t keep the memory of a large log for ever', () => {
    const pool = new SlabPool();
    const blocks = new BlockList(pool);
    appendRead(blocks, new Uint8Array(40 * slabBytes));
    blocks.release();
    assert.equal(pool.free, 16);
  });

  it('doesn’t copy a long piece that nobody overwrites, unless it is a small part of much memory', () => {
    const blocks = new BlockList();
    const memory = new Uint8Array(100_000);
    const [long, part] = [memory.subarray(0, 60_000), memory.subarray(0, 20_000)];
    const sharesMemory = (at: number) => blocks.slices(at, at + 1)[0]?.buffer === memory.buffer;
    blocks.append(long);
    blocks.append(part);
    blocks.append(long);
    assert.deepEqual([0, 60_000, 80_000].map(sharesMemory), [true, false, true]);
  });
});
