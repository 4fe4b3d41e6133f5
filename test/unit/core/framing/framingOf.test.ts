import assert from 'node:assert/strict';
import { framingOf, isFramingPair } from '../../../../src/core/framing/framingOf.ts';

describe('framingOf', () => {
  it('is the same framing in both directions, unless there is a pair', () => {
    const pair = { in: 'u32be', out: { line: 'lf' } } as const;
    for (const one of ['lsp', { fixed: 2 }] as const)
      assert.deepEqual([framingOf(one, 'in'), framingOf(one, 'out'), isFramingPair(one)], [one, one, false]);
    assert.deepEqual([framingOf(pair, 'in'), framingOf(pair, 'out'), isFramingPair(pair)], ['u32be', pair.out, true]);
    assert.deepEqual([framingOf(undefined, 'out'), isFramingPair(undefined)], ['none', false]);
  });
});
