import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BlockList } from '../../../../src/engine/transcript/blockList.ts';

describe('a block list', () => {
  it('returns any range of what was appended in pieces of any size', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.integer({ min: 4000, max: 70_000 }).map(size => new Uint8Array(size).fill(size)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const blocks = new BlockList();
        for (const bytes of pieces) blocks.append(bytes);
        const all = Buffer.concat(pieces);
        assert.equal(blocks.size, all.length);
        const [from = 0, to = 0] = [a % (all.length + 1), b % (all.length + 1)].sort((x, y) => x - y);
        assert.ok(all.subarray(from, to).equals(blocks.read(from, to)));
        assert.ok(all.subarray(from, to).equals(Buffer.concat(blocks.slices(from, to))));
      }),
    );
  });
});
