import assert from 'node:assert/strict';
import { ArrivingPicture } from '../../../../src/core/video/arrivingPicture.ts';

describe('an arriving picture', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);

  it('has its bytes, but not those that begin the next one', () => {
    const picture = new ArrivingPicture();
    picture.append(bytes(1, 2, 3));
    picture.append(bytes(4));
    assert.deepEqual([picture.length, picture.isKept, picture.reservedBytes], [4, true, 4]);
    assert.deepEqual([...picture.end(2)], [1, 2]);
    picture.append(bytes(5));
    assert.deepEqual([...picture.end()], [5]);
  });

  it('keeps only its first two bytes if it isn’t wanted, and reserves no memory', () => {
    const picture = new ArrivingPicture();
    picture.areWanted = false;
    const read = Buffer.alloc(1000, 7);
    picture.append(read.subarray(0, 1));
    picture.append(read);
    assert.deepEqual([picture.length, picture.isKept, picture.reservedBytes], [1001, false, 0]);
    const start = picture.end();
    assert.deepEqual([...start], [7, 7]);
    assert.ok(start.buffer.byteLength < read.length);
  });

  it('is wanted or not from its first byte on', () => {
    const picture = new ArrivingPicture();
    picture.append(bytes(1, 2, 3));
    picture.areWanted = false;
    picture.append(bytes(4));
    assert.deepEqual([...picture.end()], [1, 2, 3, 4]);
    picture.append(bytes(5, 6, 7));
    picture.areWanted = true;
    picture.append(bytes(8));
    assert.deepEqual([...picture.end()], [5, 6]);
    picture.append(bytes(9, 10, 11));
    assert.deepEqual([...picture.end()], [9, 10, 11]);
  });

  it('frees its memory when skipped, whether it has begun or not', () => {
    const picture = new ArrivingPicture();
    picture.skip();
    picture.append(bytes(1, 2, 3));
    picture.skip();
    picture.append(bytes(4));
    assert.deepEqual([picture.length, picture.isKept, picture.reservedBytes], [4, false, 0]);
    assert.deepEqual([...picture.end()], [1, 2]);
  });
});
