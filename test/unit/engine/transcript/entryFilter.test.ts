import assert from 'node:assert/strict';
import fc from 'fast-check';
import { entryKinds, type ViewFilter } from '../../../../src/core/transcriptEntry.ts';
import { entryFilter } from '../../../../src/engine/transcript/entryFilter.ts';

const anyEntry = fc.record({ kind: fc.constantFrom(...entryKinds), length: fc.nat(4), peer: fc.nat(3) });
type Entry = typeof anyEntry extends fc.Arbitrary<infer T> ? T : never;

/** Peer 3 has been dropped, like the peers of dropped entries. */
const transcriptOf = (entries: readonly Entry[], hidden: readonly number[] = []) => ({
  kind: (seq: number) => entries[seq]?.kind ?? 'event',
  length: (seq: number) => entries[seq]?.length ?? 0,
  peerNumber: (seq: number) => entries[seq]?.peer ?? 0,
  peerOf: (number: number) => (number === 1 || number === 2 ? { id: `p${number}` } : undefined),
  hasHidden: hidden.length > 0,
  isHidden: (seq: number) => hidden.includes(seq),
});

const passing = (entries: readonly Entry[], filter: ViewFilter) => {
  const passes = entryFilter(transcriptOf(entries), filter);
  return entries.flatMap((_, seq) => (!passes || passes(seq) ? seq : []));
};

describe('an entry filter', () => {
  it('is undefined if every entry passes', () => {
    for (const filter of [{}, { minBytes: 0 }, { search: { text: 'a' }, onlyMatches: true }])
      assert.equal(entryFilter(transcriptOf([]), filter), undefined);
  });

  it('excludes hidden rows, even if every entry passes', () => {
    const entries = [0, 1, 2].map(() => ({ kind: 'in', length: 1, peer: 1 }) as const);
    for (const filter of [{}, { kinds: ['in'] }, { peers: ['p1'] }] as const) {
      const passes = entryFilter(transcriptOf(entries, [1]), filter);
      assert.deepEqual(
        [0, 1, 2].map(seq => passes?.(seq)),
        [true, false, true],
      );
    }
  });

  it('excludes everything if no kind, or no peer, is selected', () => {
    const entries = [{ kind: 'in', length: 1, peer: 1 } as const];
    assert.deepEqual(passing(entries, { kinds: [] }), []);
    assert.deepEqual(passing(entries, { peers: [] }), []);
  });

  it('includes the endpoint’s own events in every conversation, and excludes those of a dropped peer', () => {
    const entries = [0, 1, 2, 3].map(peer => ({ kind: 'event', length: 0, peer }) as const);
    assert.deepEqual(passing(entries, { peers: ['p1'] }), [0, 1]);
    assert.deepEqual(passing(entries, { peers: [] }), [0]);
  });

  it('includes sizes at both limits, and no event at size 0', () => {
    const entries = [0, 1, 2, 3].map(length => ({ kind: 'in', length, peer: 1 }) as const);
    assert.deepEqual(passing(entries, { minBytes: 1, maxBytes: 2 }), [1, 2]);
    assert.deepEqual(passing(entries, { maxBytes: 0 }), [0]);
    const events = (['event', 'problem'] as const).map(kind => ({ kind, length: 0, peer: 1 }));
    assert.deepEqual(passing(events, { maxBytes: 0 }), []);
    assert.deepEqual(passing(events, { minBytes: 0 }), [0, 1]);
  });

  it('requires all conditions at once', () => {
    const wanted = fc.record(
      {
        kinds: fc.subarray([...entryKinds]),
        peers: fc.subarray(['p1', 'p2']),
        minBytes: fc.nat(4),
        maxBytes: fc.nat(4),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(anyEntry), wanted, (entries, filter) => {
        const each = Object.entries(filter).map(([name, value]) => passing(entries, { [name]: value }));
        const inAll = entries.flatMap((_, seq) => (each.every(some => some.includes(seq)) ? seq : []));
        assert.deepEqual(passing(entries, filter), inAll);
      }),
    );
  });
});
