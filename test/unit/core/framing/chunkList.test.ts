import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ChunkList } from '../../../../src/core/framing/chunkList.ts';
import { copiedBytes } from './copiedBytes.ts';

const gatherBytes = 16 * 1024;
const readBytes = 1024;

/** Reads that fill this many bytes, each with another value. */
function filled(bytes: number): ChunkList {
  const list = new ChunkList(Number.POSITIVE_INFINITY, gatherBytes);
  for (let at = 0; at < bytes; at += readBytes) list.append(new Uint8Array(readBytes).fill(at / readBytes));
  return list;
}

describe('a chunk list', () => {
  it('returns the bytes in order, however they arrive and are taken', () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 2 * gatherBytes }));
    const step = fc.record({ appended: size, taken: size });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const list = new ChunkList(Number.POSITIVE_INFINITY, gatherBytes);
        let expected = Buffer.alloc(0);
        for (const [at, { appended, taken }] of steps.entries()) {
          const chunk = Buffer.alloc(appended, Uint8Array.of(at, 1, 2, 3, 4, 5, 6));
          list.append(chunk);
          expected = Buffer.concat([expected, chunk]);
          assert.equal(list.length, expected.length);
          if (list.piece) assert.ok(expected.equals(list.piece));
          const count = Math.min(taken, expected.length);
          assert.ok(expected.subarray(0, count).equals(list.peek(count)));
          assert.ok(expected.subarray(count, count + 5).equals(list.peek(5, count)));
          assert.ok(expected.subarray(0, count).equals(list.take(count)));
          expected = expected.subarray(count);
        }
        assert.ok(expected.equals(list.takeAll()));
      }),
    );
  });

  it('returns nothing when empty', () => {
    const list = new ChunkList();
    list.append(new Uint8Array());
    assert.deepEqual([list.piece, list.take(0).length, list.takeAll().length], [undefined, 0, 0]);
    assert.equal(list.peek(3).length, 0);
  });

  it('returns views of bytes from one chunk, and copies of small chunks, which may then change', () => {
    const list = new ChunkList();
    const [large, small] = [new Uint8Array(600), new Uint8Array(10)];
    for (const chunk of [large, small]) list.append(chunk);
    assert.equal(list.take(600).buffer, large.buffer);
    small.fill(9);
    assert.deepEqual(list.takeAll(), new Uint8Array(10));
  });

  it('uses little memory for a few small chunks', () => {
    const list = new ChunkList();
    for (let at = 0; at < 10; at++) list.append(Uint8Array.of(at));
    list.take(1);
    assert.equal(list.piece?.length, 9);
    assert.ok(list.piece.buffer.byteLength <= 1024, `${list.piece.buffer.byteLength} bytes`);
  });

  it('joins small chunks as they arrive', () => {
    const list = new ChunkList();
    list.append(new Uint8Array(600));
    for (let at = 0; at < 10; at++) list.append(Uint8Array.of(at));
    list.take(600);
    assert.deepEqual(list.piece, Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  });

  it('has gathered a long frame before it is taken', () => {
    const list = filled(144 * 1024);
    const before = list.piece;
    assert.equal(before?.length, 144 * 1024);
    const taken = list.take(128 * 1024);
    assert.equal(taken.buffer, before.buffer);
    assert.deepEqual([taken[0], taken[readBytes], taken.at(-1)], [0, 1, 127]);
  });

  it('gathers nothing below a mebibyte by default', () => {
    const list = new ChunkList();
    for (let read = 0; read < 16; read++) list.append(new Uint8Array(64 * 1024));
    const gatheredBytes = () => list.piece?.length;
    assert.equal(gatheredBytes(), undefined);
    list.append(new Uint8Array(64 * 1024));
    assert.equal(gatheredBytes(), 17 * 64 * 1024);
  });

  it('keeps no large block for a few remaining bytes, and doesn’t change what was taken', () => {
    const list = filled(48 * 1024);
    const taken = list.take(48 * 1024 - 10);
    const rest = list.piece;
    assert.ok(rest && rest.buffer !== taken.buffer);
    assert.equal(rest.buffer.byteLength, 10);
    list.append(new Uint8Array(32 * 1024).fill(255));
    assert.equal(taken.at(-1), 47);
    assert.equal(list.takeAll()[9], 47);
  });

  it('has room for the next reads, so that nothing is copied again and again', () => {
    const list = filled(48 * 1024);
    const { buffer } = list.piece ?? {};
    for (let read = 0; read < 16; read++) list.append(new Uint8Array(readBytes));
    assert.equal(list.piece?.buffer, buffer);
  });

  it('reports the memory that it reserves for waiting bytes', () => {
    const list = filled(8 * 1024);
    assert.equal(list.reservedBytes, 8 * 1024);
    for (let read = 0; read < 12; read++) list.append(new Uint8Array(readBytes));
    assert.ok(list.reservedBytes > list.length);
    assert.equal(list.reservedBytes, list.piece?.buffer.byteLength);
    list.takeAll();
    assert.equal(list.reservedBytes, 0);
  });

  it('keeps no read for the first few bytes of the next frame, and copies nothing else of it', () => {
    for (const [left, isCopied] of [
      [readBytes / 4, true],
      [readBytes / 4 + 1, false],
    ] as const) {
      const list = new ChunkList();
      const read = Buffer.from(new Uint8Array(readBytes).fill(7).buffer);
      list.append(read);
      list.take(readBytes - left);
      list.compact();
      assert.equal(list.piece?.buffer.byteLength, isCopied ? left : readBytes);
      assert.deepEqual(Uint8Array.from(list.takeAll()), new Uint8Array(left).fill(7));
    }
  });

  it('joins small chunks in its own memory, whatever part of their buffer they are', () => {
    const list = new ChunkList();
    for (let at = 0; at < 10; at++) {
      list.append(Uint8Array.of(at));
      list.compact();
    }
    list.take(1);
    const { buffer } = list.piece ?? {};
    list.compact();
    assert.equal(list.piece?.buffer, buffer);
  });

  it('moves to larger memory a few bytes at a time', () => {
    for (const chunkBytes of [readBytes, 2 * readBytes, 800]) {
      const list = new ChunkList(Number.POSITIVE_INFINITY, gatherBytes);
      const copied = copiedAtOnce(list, 80 * gatherBytes, chunkBytes);
      // Bytes that were waiting before gathering began.
      assert.ok(
        Math.max(...copied) <= 9 * Math.max(chunkBytes, gatherBytes / 4),
        `${Math.max(...copied)} bytes at once`,
      );
      const all = list.takeAll();
      for (let at = 0; at < all.length; at += chunkBytes) assert.equal(all[at], (at / chunkBytes) & 0xff);
    }
  });

  it('moves nothing for frames known to fit', () => {
    const list = new ChunkList(gatherBytes * 16, gatherBytes);
    const copied = copiedAtOnce(list, gatherBytes * 16, readBytes);
    assert.deepEqual(copied.slice(-110), Array(110).fill(readBytes));
  });

  /** Bytes copied by each append while chunks of different values arrive. */
  function copiedAtOnce(list: ChunkList, bytes: number, chunkBytes: number): number[] {
    return Array.from({ length: Math.ceil(bytes / chunkBytes) }, (_, at) => {
      const chunk = new Uint8Array(chunkBytes).fill(at);
      return copiedBytes(() => list.append(chunk));
    });
  }
});
