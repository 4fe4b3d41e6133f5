import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ByteChoice, BytePattern } from '../../../../src/core/search/bytePattern.ts';

const always = () => true;

/** Naive search at each position. */
function plainIndex(choices: readonly ByteChoice[], bytes: Uint8Array, from: number): number {
  for (let start = from; start + choices.length <= bytes.length; start++) {
    if (choices.every((choice, at) => !choice || choice.includes(bytes[start + at] ?? -1))) return start;
  }
  return -1;
}

const byte = fc.constantFrom(1, 2, 3);
/** Fixed bytes, overlapping or disjoint values, and wildcards. */
const choice: fc.Arbitrary<ByteChoice> = fc.oneof(
  byte.map(value => [value]),
  fc.constantFrom([1, 2], [2, 1], [2, 3], [9]),
  fc.constant(undefined),
);

describe('a byte pattern', () => {
  it('is found where the naive search finds it', () => {
    const stream = fc
      .tuple(fc.array(byte, { maxLength: 30 }), fc.nat(40), fc.array(byte, { maxLength: 30 }))
      // A stretch of other bytes, which is skipped natively.
      .map(([before, other, after]) => Uint8Array.from([...before, ...Array(other).fill(7), ...after]));
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 5 }), stream, fc.nat(20), (choices, bytes, from) => {
        const start = Math.min(from, bytes.length);
        assert.equal(new BytePattern(choices).indexIn(bytes, start, always), plainIndex(choices, bytes, start));
      }),
      { numRuns: 400 },
    );
  });

  for (const [what, choices] of [
    ['fixed bytes', [[1], [1]]],
    ['any byte', [[1], undefined]],
  ] as const) {
    it(`continues after a rejected position, which the next one may overlap: ${what}`, () => {
      const seen: number[] = [];
      const accepts = (start: number) => seen.push(start) === 3;
      assert.equal(new BytePattern(choices).indexIn(Uint8Array.of(1, 1, 1, 1, 1), 0, accepts), 2);
      assert.deepEqual(seen, [0, 1, 2]);
    });
  }

  it('isn’t found in fewer bytes than it has', () => {
    for (const choices of [
      [[1], [2]],
      [undefined, undefined],
      [[1], undefined],
    ]) {
      assert.equal(new BytePattern(choices).indexIn(Uint8Array.of(1), 0, always), -1);
      assert.equal(new BytePattern(choices).indexIn(Uint8Array.of(1, 2), 1, always), -1);
    }
  });

  it('is found everywhere if every byte is a wildcard, up to the end', () => {
    const any = new BytePattern([undefined, undefined]);
    assert.deepEqual(
      [0, 1, 2].map(from => any.indexIn(new Uint8Array(4), from, always)),
      [0, 1, 2],
    );
    assert.equal(any.indexIn(new Uint8Array(4), 3, always), -1);
  });

  it('costs little if no byte is read twice, and in proportion to its length otherwise', () => {
    const size = (...choices: ByteChoice[]) => new BytePattern(choices).size;
    assert.equal(size([1], [1, 2], [3]), 1, 'values overlap');
    assert.equal(size([1], [3, 2], [2, 3]), 1 / 16);
    assert.equal(size(...Array(16).fill(undefined)), 2);
  });
});
