import assert from 'node:assert/strict';
import { EntryBytes } from '../../../../webview/entry/entryBytes.ts';

describe('an entry’s bytes', () => {
  const kib = 1024;

  function entry(length: number, given = length) {
    const all = new Uint8Array(given).map((_, at) => at % 251);
    const requested: [number, number][] = [];
    let changes = 0;
    const fetch = async (_seq: number, offset: number, count: number) => {
      requested.push([offset, count]);
      return all.slice(offset, offset + count);
    };
    const bytes = new EntryBytes(7, length, fetch, () => changes++);
    return { all, requested, bytes, changes: () => changes };
  }

  it('are fetched in growing steps', async () => {
    const { all, requested, bytes, changes } = entry(300 * kib);
    await bytes.more();
    assert.deepEqual([bytes.bytes.length, bytes.left], [64 * kib, 236 * kib]);
    await bytes.more();
    await bytes.more();
    await bytes.more();
    assert.deepEqual(requested, [
      [0, 64 * kib],
      [64 * kib, 64 * kib],
      [128 * kib, 128 * kib],
      [256 * kib, 44 * kib],
    ]);
    assert.deepEqual(bytes.bytes, all);
    assert.deepEqual([bytes.left, bytes.isLoading, changes()], [0, false, 4]);
  });

  it('are requested once, up to the host’s maximum', async () => {
    const { requested, bytes } = entry(100, 100);
    await Promise.all([bytes.loadTo(50), bytes.loadTo(100), bytes.loadTo(1000)]);
    assert.deepEqual(requested, [
      [0, 50],
      [50, 50],
    ]);
    const mib = kib * kib;
    const ofLarge: [number, number][] = [];
    const fetch = async (_seq: number, offset: number, count: number) => {
      ofLarge.push([offset, count]);
      return new Uint8Array(offset === 0 ? kib : 0);
    };
    await new EntryBytes(7, 17 * mib, fetch, () => undefined).loadTo(17 * mib);
    assert.deepEqual(ofLarge, [
      [0, 16 * mib],
      [kib, 16 * mib],
    ]);
  });

  it('report why they could not be fetched, and can be requested again', async () => {
    const { bytes } = entry(100, 40);
    await bytes.more();
    assert.match(bytes.problem ?? '', /ends at byte 40/);
    assert.equal(bytes.bytes.length, 40);
    let fails = true;
    const broken = new EntryBytes(
      1,
      1,
      async () => (fails ? Promise.reject(new RangeError('it went')) : Uint8Array.of(1)),
      () => undefined,
    );
    await broken.more();
    assert.deepEqual([broken.problem, broken.isLoading], ['it went', false]);
    fails = false;
    await broken.more();
    assert.deepEqual([broken.problem, broken.left], [undefined, 0]);
  });
});
