import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PrefixIndex } from '../../../../src/core/rules/prefixIndex.ts';

describe('an index of prefixes', () => {
  it('finds the rules that a frame begins with, in order', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(letters), letters, (prefixes, frame) => {
        const index = new PrefixIndex();
        for (const [rule, prefix] of prefixes.entries()) index.add(rule, Buffer.from(prefix));
        const expected = prefixes.flatMap((prefix, rule) => (frame.startsWith(prefix) ? [rule] : []));
        assert.deepEqual(index.candidates(Buffer.from(frame)), expected);
      }),
    );
  });
});
