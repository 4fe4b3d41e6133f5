import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StoredCarries } from '../../../../src/engine/transcript/storedCarries.ts';
import { UnfinishedCharacters } from '../../../../src/engine/transcript/unfinishedCharacters.ts';
import { anyText } from '../../../support/anyText.ts';

type Found = [seq: number, bytes: number, encoding: number];

describe('carries in a stored log', () => {
  let found: Found[];
  let carries: StoredCarries;
  let seq: number;

  beforeEach(() => {
    found = [];
    seq = 0;
    carries = new StoredCarries((...one) => found.push(one));
  });

  const entry = (
    length: number,
    { kind = 'in', peer = 1, carryIn = 0 }: { kind?: 'in' | 'out' | 'event'; peer?: number; carryIn?: number } = {},
  ) => carries.entry({ kind, seq: seq++, peer, length, carryIn, carryEncoding: 2 });

  it('are found in the previous entry, limited to what was carried', () => {
    entry(10);
    entry(1, { carryIn: 2 });
    assert.deepEqual(found, [[0, 2, 2]]);
  });

  it('are not found across missing entries', () => {
    entry(10);
    carries.forget();
    entry(1, { carryIn: 2 });
    assert.deepEqual(found, []);
  });

  it('are found across several short entries, the newest first', () => {
    entry(10);
    entry(1);
    entry(1);
    entry(1, { carryIn: 3 });
    assert.deepEqual(found, [
      [2, 1, 2],
      [1, 1, 2],
      [0, 1, 2],
    ]);
  });

  it('are found in the same direction of the same peer, whatever comes in between', () => {
    entry(1);
    entry(1, { kind: 'out' });
    entry(1, { peer: 2 });
    entry(5, { kind: 'event' });
    entry(0);
    entry(1, { carryIn: 1 });
    assert.deepEqual(found, [[0, 1, 2]]);
  });

  it('are empty if the entries that held them are gone', () => {
    entry(1, { carryIn: 3 });
    assert.deepEqual(found, []);
    entry(1, { carryIn: 2 });
    assert.deepEqual(found, [[0, 1, 2]]);
  });

  it('are as many as were reported when the entries arrived, however they were cut', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyText(20), lengths, (text, cuts) => {
        const reported: Found[] = [];
        const unfinished = new UnfinishedCharacters('utf8');
        const again: Found[] = [];
        const stored = new StoredCarries((...one) => again.push(one));
        const bytes = Buffer.from(text);
        for (let at = 0, number = 0; at < bytes.length; number++) {
          const frame = bytes.subarray(at, at + (cuts[number % cuts.length] ?? 1));
          at += frame.length;
          const { carriedIn, pieces } = unfinished.complete('in1', frame, number);
          for (const piece of pieces) reported.push([piece.seq, piece.bytes, 0]);
          const about = { peer: 1, length: frame.length, carryIn: carriedIn.length, carryEncoding: 0 };
          stored.entry({ kind: 'in', seq: number, ...about });
        }
        assert.deepEqual(again, reported);
      }),
    );
  });
});
