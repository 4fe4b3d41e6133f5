import assert from 'node:assert/strict';
import { RowHeights } from '../../../../webview/transcript/rowHeights.ts';

describe('row heights', () => {
  let heights: RowHeights;

  beforeEach(() => {
    heights = new RowHeights();
    heights.forget(20);
    heights.measured(3, 50);
  });

  it('are measured, or estimated for other rows', () => {
    assert.deepEqual([heights.of(3), heights.of(4)], [50, 20]);
    assert.deepEqual(
      [heights.isKnown(3, 50.4), heights.isKnown(3, 50.6), heights.isKnown(4, 20)],
      [true, false, false],
    );
  });

  it('are dropped when rows are drawn differently, and when there are too many of them', () => {
    heights.forget();
    assert.deepEqual([heights.of(3), heights.estimate], [20, 20]);
    for (let position = 0; position < 10_000; position++) heights.measured(position, 50);
    assert.deepEqual([heights.of(0), heights.of(9999)], [20, 50]);
  });
});
