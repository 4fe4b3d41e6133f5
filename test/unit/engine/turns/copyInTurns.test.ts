import assert from 'node:assert/strict';
import fc from 'fast-check';
import { copyInTurns, joinInTurns } from '../../../../src/engine/turns/copyInTurns.ts';

const MiB = 1024 * 1024;

/** Turns of the event loop that pass until it is done. */
async function turnsOf(act: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let next: NodeJS.Immediate;
  const turn = () => {
    turns++;
    next = setImmediate(turn);
  };
  next = setImmediate(turn);
  await act();
  clearImmediate(next);
  return turns;
}

describe('copying in turns', () => {
  it('yields after each MiB', async () => {
    const bytes = Buffer.alloc(5 * MiB, 'x');
    assert.equal(await turnsOf(() => copyInTurns(bytes)), 4);
    assert.equal(await turnsOf(() => copyInTurns(bytes.subarray(0, MiB))), 0);
    assert.equal(await turnsOf(() => joinInTurns([bytes, bytes.subarray(1), bytes])), 14);
  });

  it('joins the parts in order', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(3), fc.nat(2 * MiB)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, async lengths => {
        const parts = lengths.map((length, at) => Buffer.alloc(length, at + 1));
        assert.ok(Buffer.concat(parts).equals(await joinInTurns(parts)));
      }),
      { numRuns: 20 },
    );
  });

  it('rejects with the signal’s reason', async () => {
    const stopping = new AbortController();
    const copying = copyInTurns(new Uint8Array(3 * MiB), stopping.signal);
    const reason = new Error('the conversation is over');
    stopping.abort(reason);
    await assert.rejects(copying, reason);
  });
});
