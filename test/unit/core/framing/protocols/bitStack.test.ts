import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BitStack } from '../../../../../src/core/framing/protocols/bitStack.ts';

describe('a stack of bits', () => {
  it('returns what was pushed, the last first', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.boolean()), { maxLength: 600 }), steps => {
        const [stack, expected] = [new BitStack(), [] as boolean[]];
        for (const bit of steps) {
          if (bit === null) assert.equal(stack.pop(), expected.pop());
          else {
            stack.push(bit);
            expected.push(bit);
          }
          assert.equal(stack.depth, expected.length);
        }
        while (expected.length > 0) assert.equal(stack.pop(), expected.pop());
        assert.equal(stack.pop(), undefined);
      }),
    );
  });

  it('is empty after it was cleared', () => {
    const stack = new BitStack();
    for (let at = 0; at < 1000; at++) stack.push(true);
    stack.clear();
    assert.equal(stack.pop(), undefined);
    stack.push(false);
    assert.equal(stack.pop(), false);
  });
});
