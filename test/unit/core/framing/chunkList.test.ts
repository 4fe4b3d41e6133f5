import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { ChunkList } from '../../../../src/core/framing/chunkList.ts';

const mebibyte = 1024 * 1024;
const readBytes = 64 * 1024;

/** As many reads as fill this many bytes, each of another value. */
function filled(bytes: number): ChunkList {
  const list = new ChunkList();
  for (let at = 0; at < bytes; at += readBytes) list.append(new Uint8Array(readBytes).fill(at / readBytes));
  return list;
}

describe('a list of chunks', () => {
  it('gives the bytes in their order, however they come and are taken', () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 900_000 }));
    const step = fc.record({ appended: size, taken: size });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const list = new ChunkList();
        let expected = Buffer.alloc(0);
        let next = 0;
        for (const { appended, taken } of steps) {
          const chunk = Uint8Array.from({ length: appended }, () => next++ * 7);
          list.append(chunk);
          expected = Buffer.concat([expected, chunk]);
          assert.equal(list.length, expected.length);
          if (list.piece) assert.ok(expected.equals(list.piece));
          const count = Math.min(taken, expected.length);
          assert.ok(expected.subarray(0, count).equals(list.peek(count)));
          assert.ok(expected.subarray(0, count).equals(list.take(count)));
          expected = expected.subarray(count);
        }
        assert.ok(expected.equals(list.takeAll()));
      }),
      { numRuns: 40 },
    );
  });

  it('has gathered megabytes before they are taken', () => {
    const list = filled(9 * mebibyte);
    const before = list.piece;
    assert.equal(before?.length, 9 * mebibyte);
    const taken = list.take(8 * mebibyte);
    assert.equal(taken.buffer, before.buffer);
    assert.deepEqual([taken[0], taken[readBytes], taken.at(-1)], [0, 1, 127]);
  });

  it('keeps no block of megabytes for a few bytes that are left, and none of what was taken changes', () => {
    const list = filled(3 * mebibyte);
    const taken = list.take(3 * mebibyte - 10);
    const rest = list.piece;
    assert.ok(rest && rest.buffer !== taken.buffer);
    assert.equal(rest.buffer.byteLength, 10);
    list.append(new Uint8Array(2 * mebibyte).fill(255));
    assert.equal(taken.at(-1), 47);
    assert.equal(list.takeAll()[9], 47);
  });

  it('has room for what is read next, so that it is not copied again and again', () => {
    const list = filled(2 * mebibyte);
    const { buffer } = list.piece ?? {};
    for (let read = 0; read < 16; read++) list.append(new Uint8Array(readBytes));
    assert.equal(list.piece?.buffer, buffer);
  });

  it('moves to larger memory a few bytes at a time', () => {
    for (const chunkBytes of [readBytes, 4 * readBytes, 50_000]) {
      const list = new ChunkList();
      const copied = copiedAtOnce(list, 80 * mebibyte, chunkBytes);
      // The first MiB was not gathered as it came.
      assert.ok(Math.max(...copied) <= 9 * Math.max(chunkBytes, mebibyte / 4), `${Math.max(...copied)} bytes at once`);
      const all = list.takeAll();
      for (let at = 0; at < all.length; at += chunkBytes) assert.equal(all[at], (at / chunkBytes) & 0xff);
    }
  });

  it('moves nothing for frames of which it knows that they fit', () => {
    const list = new ChunkList(16 * mebibyte);
    const copied = copiedAtOnce(list, 16 * mebibyte, readBytes);
    assert.deepEqual(copied.slice(-180), Array(180).fill(readBytes));
    assert.equal(list.piece?.buffer.byteLength, 17 * mebibyte);
  });

  /** Bytes that each append copies, while chunks of different values come. */
  function copiedAtOnce(list: ChunkList, bytes: number, chunkBytes: number): number[] {
    const copied: number[] = [];
    const prototype = Object.getPrototypeOf(Uint8Array.prototype);
    const { set } = prototype;
    const counted = mock.method(prototype, 'set', function (this: Uint8Array, source: Uint8Array, at?: number) {
      copied[copied.length - 1] = (copied.at(-1) ?? 0) + source.length;
      return set.call(this, source, at);
    });
    for (let at = 0; at < bytes; at += chunkBytes) {
      copied.push(0);
      list.append(new Uint8Array(chunkBytes).fill(at / chunkBytes));
    }
    counted.mock.restore();
    return copied;
  }
});
