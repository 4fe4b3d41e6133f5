import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteSet, escapedByte } from '../../../../src/core/pattern/byteSet.ts';

function setOf(...ranges: [number, number?][]): ByteSet {
  const set = new ByteSet();
  for (const [low, high] of ranges) set.add(low, high);
  return set;
}

describe('a byte set', () => {
  it('is written as an RE2 class, with ranges of any length', () => {
    assert.equal(setOf([1], [3, 5], [6]).source, '[\\x01\\x03-\\x06]');
    assert.equal(setOf([0, 255]).source, '[\\x00-\\xff]');
    assert.equal(setOf([255], [0]).source, '[\\x00\\xff]');
  });

  it('matches nothing if empty', () => {
    const empty = new ByteSet();
    assert.ok(empty.isEmpty);
    assert.equal(empty.source, '[^\\x00-\\x{10ffff}]');
    assert.ok(!setOf([7]).isEmpty);
  });

  it('has both cases of each letter after folding, and nothing else', () => {
    const folded = (low: number, high = low) => {
      const set = setOf([low, high]);
      set.foldCase();
      return set.source;
    };
    assert.equal(folded(0x41), '[\\x41\\x61]');
    assert.equal(folded(0x7a), '[\\x5a\\x7a]');
    for (const other of [0x40, 0x5b, 0x60, 0x7b, 0xc1]) assert.equal(folded(other), `[${escapedByte(other)}]`);
    assert.equal(folded(0x40, 0x42), '[\\x40-\\x42\\x61-\\x62]');
  });

  it('has exactly the other bytes when inverted, and the original ones when inverted again', () => {
    const set = setOf([0, 9], [250, 254]);
    set.invert();
    assert.equal(set.source, '[\\x0a-\\xf9\\xff]');
    set.invert();
    assert.equal(set.source, setOf([0, 9], [250, 254]).source);
    const all = setOf([0, 255]);
    all.invert();
    assert.ok(all.isEmpty);
  });

  it('can include all of another set', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.array(byte), fc.array(byte), (some, more) => {
        const [set, other] = [
          setOf(...some.map((one): [number] => [one])),
          setOf(...more.map((one): [number] => [one])),
        ];
        set.addAll(other);
        assert.equal(set.source, setOf(...[...some, ...more].map((one): [number] => [one])).source);
      }),
      { numRuns: 30 },
    );
  });
});

describe('an escaped byte', () => {
  it('has two digits', () => assert.deepEqual([0, 10, 255].map(escapedByte), ['\\x00', '\\x0a', '\\xff']));
});
