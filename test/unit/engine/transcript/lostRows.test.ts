import assert from 'node:assert/strict';
import { LostRows } from '../../../../src/engine/transcript/lostRows.ts';

describe('rows that could not be read', () => {
  const lost = () => {
    const rows = new LostRows();
    rows.add(3, 1);
    rows.add(5, 3);
    rows.add(8, 2);
    return rows;
  };
  const hidden = (rows: LostRows) => Array.from({ length: 12 }, (_, seq) => seq).filter(seq => rows.hides(seq));

  it('are none at first', () => {
    const rows = new LostRows();
    assert.deepEqual([rows.isEmpty, rows.at(0), rows.hides(0)], [true, undefined, false]);
  });

  it('are hidden, but for the first of each run, which stands for all', () => {
    const rows = lost();
    assert.deepEqual(hidden(rows), [6, 7, 9]);
    assert.deepEqual(
      [2, 3, 4, 5, 6, 8].map(seq => rows.at(seq)),
      [undefined, 1, undefined, 3, undefined, 2],
    );
  });

  it('are forgotten with the rows before', () => {
    const rows = lost();
    rows.dropBefore(8);
    assert.deepEqual([hidden(rows), rows.at(5), rows.at(8)], [[9], undefined, 2]);
    rows.dropBefore(10);
    assert.ok(rows.isEmpty);
  });
});
