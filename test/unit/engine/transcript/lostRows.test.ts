import assert from 'node:assert/strict';
import { LostRows } from '../../../../src/engine/transcript/lostRows.ts';

describe('unreadable rows', () => {
  const lost = () => {
    const rows = new LostRows();
    rows.add(3, 1);
    rows.add(5, 3);
    rows.add(8, 2);
    return rows;
  };
  const hidden = (rows: LostRows) => Array.from({ length: 12 }, (_, seq) => seq).filter(seq => rows.hides(seq));

  it('don’t exist at first', () => {
    const rows = new LostRows();
    assert.deepEqual([rows.isEmpty, rows.at(0), rows.hides(0)], [true, undefined, false]);
  });

  it('are hidden, except for the first of each run, which represents all of it', () => {
    const rows = lost();
    assert.deepEqual(hidden(rows), [6, 7, 9]);
    assert.deepEqual(
      [2, 3, 4, 5, 6, 8].map(seq => rows.at(seq)),
      [undefined, 1, undefined, 3, undefined, 2],
    );
  });

  it('are skipped', () => {
    const rows = lost();
    assert.deepEqual(
      [2, 3, 4, 5, 6, 7, 8, 9, 10].map(seq => rows.nextShown(seq)),
      [2, 3, 4, 5, 8, 8, 8, 10, 10],
    );
  });

  it('are counted, including dropped ones', () => {
    const rows = lost();
    const counts = () => [8, 9, 10, 11].map(seq => rows.hiddenBefore(seq));
    assert.deepEqual(
      [0, 3, 4, 5, 6, 7].map(seq => rows.hiddenBefore(seq)),
      [0, 0, 0, 0, 1, 2],
    );
    assert.deepEqual(counts(), [2, 3, 3, 3]);
    rows.dropBefore(8);
    assert.deepEqual(counts(), [2, 3, 3, 3]);
    rows.dropBefore(11);
    assert.deepEqual([rows.isEmpty, rows.hiddenBefore(11)], [true, 3]);
  });

  it('stay hidden if the row that represents them is gone', () => {
    const rows = lost();
    rows.dropBefore(7);
    assert.deepEqual([hidden(rows).includes(7), rows.nextShown(7)], [true, 8]);
  });

  it('are dropped with the rows before', () => {
    const rows = lost();
    rows.dropBefore(8);
    assert.deepEqual([hidden(rows), rows.at(5), rows.at(8)], [[9], undefined, 2]);
    rows.dropBefore(10);
    assert.ok(rows.isEmpty);
  });
});
