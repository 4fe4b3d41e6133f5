import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EntryIndex, type NewRow } from '../../../../src/engine/transcript/entryIndex.ts';

const pageRows = 4096;
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const anyRow: fc.Arbitrary<NewRow> = fc.record(
  {
    time: fc.double({ min: 0, max: 1e13, noNaN: true }),
    kind: fc.constantFrom('in', 'out', 'event'),
    peer: u32,
    length: u32,
    origin: fc.integer({ min: 0, max: 0xffff }),
    carryIn: fc.nat(3),
    carryEncoding: fc.nat(15),
  },
  { noNullPrototype: true },
);
const plain: NewRow = { kind: 'in', time: 1, peer: 1, length: 5, origin: 0, carryIn: 0, carryEncoding: 0 };

describe('an entry index', () => {
  let index: EntryIndex;

  beforeEach(() => {
    index = new EntryIndex();
  });

  const fill = (count: number) => {
    for (let at = 0; at < count; at++) index.append(plain, 0, at);
  };

  it('returns what it was given, also column by column', () => {
    fc.assert(
      fc.property(anyRow, u32, u32, (row, segment, offset) => {
        const seq = index.append(row, segment, offset);
        const { kind, peer, origin, length, time, carryIn, carryEncoding } = row;
        const same = { peer, origin, length, time, carryIn, carryEncoding };
        assert.deepEqual(index.at(seq), { ...same, direction: kind, carryOut: 0, segment, offset });
        const columns = [index.direction(seq), index.peer(seq), index.origin(seq), index.length(seq), index.time(seq)];
        assert.deepEqual(columns, [kind, peer, origin, length, time]);
      }),
    );
  });

  it('numbers rows across page boundaries', () => {
    fill(2 * pageRows + 1);
    for (const seq of [0, pageRows - 1, pageRows, 2 * pageRows]) assert.equal(index.at(seq).offset, seq);
    assert.equal(index.count, 2 * pageRows + 1);
  });

  it('has no row before its first or after its last, and has both of these', () => {
    assert.throws(() => index.at(0), RangeError);
    fill(pageRows + 10);
    index.dropBefore(pageRows + 1);
    assert.throws(() => index.at(pageRows), /entry 4096 doesn’t exist; the transcript has 4097 to 4106/);
    assert.equal(index.at(pageRows + 1).offset, pageRows + 1);
    assert.equal(index.at(pageRows + 9).offset, pageRows + 9);
    assert.throws(() => index.length(pageRows + 10), RangeError);
    assert.deepEqual([index.first, index.count], [pageRows + 1, pageRows + 10]);
  });

  it('numbers the rows after unreadable ones, which share one row', () => {
    fill(1);
    index.appendLost({ ...plain, length: 7 }, 2 * pageRows);
    fill(2);
    assert.deepEqual([index.count, index.at(2 * pageRows + 1).offset, index.at(2 * pageRows + 2).offset], [8195, 0, 1]);
    assert.deepEqual([index.length(0), index.length(1), index.length(2 * pageRows)], [5, 7, 7]);
  });

  it('is the same as if each unreadable row had an entry', () => {
    const anyRun = fc.record({ rows: fc.integer({ min: 1, max: 10_000 }), good: fc.nat(5000) });
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.array(anyRun, { maxLength: 6 }), fc.nat(100), (begin, runs, cut) => {
        const found = new EntryIndex();
        found.begin(begin);
        const expected: number[] = [];
        for (const { rows, good } of runs) {
          const lost = found.appendLost({ ...plain, length: expected.length }, rows);
          assert.equal(lost, begin + expected.length);
          expected.push(...Array<number>(rows).fill(expected.length));
          for (let at = 0; at < good; at++)
            expected.push(found.append({ ...plain, length: expected.length }, 0, 0) - begin);
        }
        const first = Math.floor((expected.length * cut) / 100);
        found.dropBefore(begin + first);
        const lengths = expected.slice(first).map((_, at) => found.length(begin + first + at));
        assert.deepEqual(lengths, expected.slice(first));
        assert.deepEqual([found.first, found.count], [begin + first, begin + expected.length]);
      }),
      { numRuns: 30 },
    );
  });

  it('needs no memory for billions of unreadable rows', () => {
    for (let at = 0; at < 400; at++) index.appendLost(plain, 10_000_000);
    fill(1);
    assert.equal(index.count, 4_000_000_001);
    index.dropBefore(4_000_000_000);
    assert.deepEqual([index.at(4_000_000_000).offset, index.lost.isEmpty], [0, true]);
  });

  it('keeps a page of which only the last row is left', () => {
    fill(pageRows + 1);
    index.dropBefore(pageRows - 1);
    assert.equal(index.at(pageRows - 1).offset, pageRows - 1);
  });

  it('continues from its initial number', () => {
    index.begin(3 * pageRows - 1);
    fill(2);
    assert.deepEqual([index.first, index.count], [3 * pageRows - 1, 3 * pageRows + 1]);
    assert.equal(index.at(3 * pageRows).offset, 1);
    assert.throws(() => index.at(0), RangeError);
  });

  it('records later which row completes another, and keeps what the row itself completes', () => {
    index.append({ ...plain, carryIn: 2, carryEncoding: 3 }, 0, 0);
    index.carryOut(0, 1, 3);
    index.carryOut(0, 3, 1);
    const { carryIn, carryOut, carryEncoding } = index.at(0);
    assert.deepEqual([carryIn, carryOut, carryEncoding], [2, 3, 1]);
  });

  it('ignores updates of a row that is gone', () => {
    fill(2);
    index.dropBefore(1);
    index.carryOut(0, 3, 1);
    assert.equal(index.at(1).carryOut, 0);
  });
});
