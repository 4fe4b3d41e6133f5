import assert from 'node:assert/strict';
import { sizeOf } from '../../../../src/core/config/valueSize.ts';

describe('the size of external values', () => {
  it('counts each value, its text, its keys and its bytes', () => {
    assert.equal(sizeOf([]), 0);
    assert.equal(sizeOf([1, null, undefined, true, 10n]), 5 * 16);
    assert.equal(sizeOf(['ab']), 16 + 4);
    assert.equal(sizeOf([new Uint8Array(10)]), 16 + 10);
    assert.equal(sizeOf([['ab', [1]]]), 16 + 16 + 4 + 16 + 16);
    assert.equal(sizeOf([{ key: 'ab' }]), 16 + 6 + 16 + 4);
  });

  it('is undefined for one value too many, wherever it is', () => {
    const all = [[1, 1], { a: 1, b: [1] }, 'text'];
    assert.notEqual(sizeOf(all, 8), undefined);
    assert.equal(sizeOf(all, 7), undefined);
    assert.equal(sizeOf([1, 2], 1), undefined);
    assert.equal(sizeOf([[1, 2]], 2), undefined);
    assert.equal(sizeOf([{ a: 1, b: 2 }], 2), undefined);
  });

  it('is undefined for circular or very deeply nested values', () => {
    const circular: unknown[] = [];
    circular.push(circular);
    assert.equal(sizeOf([circular], 1000), undefined);
    let deep: unknown = 1;
    for (let levels = 0; levels < 100_000; levels++) deep = { deep };
    assert.equal(sizeOf([deep], 1000), undefined);
    assert.notEqual(sizeOf([deep]), undefined);
  });

  it('visits each text', () => {
    const seen: string[] = [];
    sizeOf(['a', ['b', { key: 'c' }], 1], 10, text => void seen.push(text));
    assert.deepEqual(new Set(seen), new Set(['a', 'b', 'c']));
  });
});
