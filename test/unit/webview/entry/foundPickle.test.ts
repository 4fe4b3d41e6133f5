import assert from 'node:assert/strict';
import { pickleOf, pickleStart } from '../../../../webview/entry/foundPickle.ts';

/** `pickle.dumps({'name': 'cam'}, 2)`. */
const pickle = Uint8Array.from(Buffer.from('80027d710058040000006e616d65710158030000006361' + '6d7102732e', 'hex'));

function behind(length: bigint, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(8 + pickle.length);
  new DataView(bytes.buffer).setBigUint64(0, length, littleEndian);
  bytes.set(pickle, 8);
  return bytes;
}

describe('a pickle in an entry', () => {
  it('is found where the entry begins, or behind a length of 8 bytes in either order', () => {
    assert.equal(pickleStart(pickle, pickle.length), 0);
    assert.equal(pickleStart(behind(30n), 100), 8);
    assert.equal(pickleStart(behind(30n, false), 100), 8);
    assert.equal(pickleOf(behind(30n))?.at, 8);
    assert.ok(pickleOf(behind(30n))?.root);
  });

  it('isn’t found behind bytes that are no length anybody would send', () => {
    const most = 1n << 40n;
    assert.equal(pickleStart(behind(most - 1n), 100), 8);
    // The same in either byte order.
    const never = most | ((most >> 32n) << 16n) | 0xffff_ffff_ffff_ffffn;
    assert.equal(pickleStart(behind(never), 100), undefined);
    assert.equal(pickleOf(behind(never)), undefined);
  });

  it('is told by the first bytes, before the rest is here', () => {
    assert.equal(pickleStart(pickle.subarray(0, 4), 1_000_000), 0);
  });

  it('isn’t read where the entry is longer than 16 MiB', () => {
    assert.equal(pickleStart(pickle, 16 * 1024 * 1024), 0);
    assert.equal(pickleStart(pickle, 16 * 1024 * 1024 + 1), undefined);
  });

  it('isn’t found in other bytes, however few', () => {
    assert.equal(pickleOf(Buffer.from('GET / HTTP/1.1')), undefined);
    for (let length = 0; length < 8; length++) assert.equal(pickleOf(new Uint8Array(length)), undefined);
    assert.equal(pickleOf(new Uint8Array(8)), undefined);
  });

  it('is cut off where its end is missing', () => {
    assert.equal(pickleOf(pickle.slice(0, -1))?.flaw?.code, 'truncatedPickle');
    assert.equal(pickleOf(pickle.slice(0, -1))?.root, undefined);
  });

  it('is none where the bytes only begin like one', () => {
    assert.equal(pickleOf(Uint8Array.from([0x80, 4, 0xff, 1, 2])), undefined);
  });
});
