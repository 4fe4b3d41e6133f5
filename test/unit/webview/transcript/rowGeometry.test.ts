import assert from 'node:assert/strict';
import { RowGeometry } from '../../../../webview/transcript/rowGeometry.ts';

const viewport = 220;
const rowPixels = 20;

describe('the geometry of rows', () => {
  let rows: RowGeometry;

  beforeEach(() => {
    rows = new RowGeometry();
    rows.heights.forget(rowPixels);
    rows.range = { first: 100, end: 1100 };
    rows.viewport = viewport;
  });

  it('places the rows around the anchor, a little more than is in view', () => {
    const placed = rows.rowsAround({ position: 500, top: 30 });
    assert.deepEqual(placed[0], { position: 488, top: -210 });
    assert.deepEqual(placed.at(-1), { position: 519, top: 410 });
    assert.equal(rows.rowsAround({ position: 101, top: 0 })[0]?.position, 100);
  });

  it('has the last row above the padding at the end, and few rows at the top or at the bottom', () => {
    const { position, top } = rows.endAnchor;
    assert.equal(top + (1100 - position) * rowPixels, viewport - 8);
    assert.equal(rows.fits, false);
    rows.range = { first: 100, end: 103 };
    assert.deepEqual([rows.endAnchor, rows.fits], [{ position: 100, top: 8 }, true]);
    rows.fewAtBottom = true;
    assert.deepEqual([rows.endAnchor, rows.fits], [{ position: 100, top: viewport - 8 - 3 * rowPixels }, true]);
  });

  it('settles on the first visible row, with no gap at either end', () => {
    assert.deepEqual(rows.settled({ position: 500, top: 50 }), { position: 497, top: -10 });
    assert.deepEqual(rows.settled({ position: 500, top: -50 }), { position: 502, top: -10 });
    assert.deepEqual(rows.settled({ position: 500, top: -40 }), { position: 502, top: 0 });
    assert.deepEqual(rows.settled({ position: 3, top: -50 }), { position: 100, top: 8 });
    assert.deepEqual(rows.settled({ position: 100, top: 70 }), { position: 100, top: 8 });
    for (const position of [1099, 5000]) assert.deepEqual(rows.settled({ position, top: 0 }), rows.endAnchor);
  });

  it('counts rows to the top of the view, with the part that is scrolled out', () => {
    assert.equal(rows.topIndex({ position: 500, top: -5 }), 500.25);
    assert.equal(rows.topIndex({ position: 500, top: 5 }), 500);
    assert.equal(rows.topIndex({ position: 100, top: 8 }), 100);
    assert.equal(rows.topIndex({ position: 100, top: -2 }), 100.5);
    assert.equal(rows.isAtEnd(rows.endAnchor), true);
    assert.equal(rows.isAtEnd({ position: 1000, top: 0 }), false);
  });

  it('has the thumb where the rows are, and the rows where the thumb is', () => {
    assert.equal(rows.trackHeight, 1000 * rowPixels);
    const end = rows.trackHeight - viewport;
    assert.deepEqual([rows.thumbOf({ position: 100, top: 8 }), rows.thumbOf(rows.endAnchor)], [0, end]);
    assert.deepEqual(rows.atThumb(0), { anchor: { position: 100, top: 8 }, isEnd: false });
    assert.equal(rows.atThumb(end).isEnd, true);
    const { anchor, isEnd } = rows.atThumb(5000);
    assert.equal(isEnd, false);
    assert.ok(Math.abs(rows.thumbOf(anchor) - 5000) < 0.001);
  });

  it('has no row to place while there is none, or the list isn’t shown', () => {
    assert.deepEqual([rows.isEmpty, rows.isBlank], [false, false]);
    rows.viewport = 0;
    assert.deepEqual([rows.isEmpty, rows.isBlank], [false, true]);
    rows.range = { first: 5, end: 5 };
    assert.deepEqual([rows.isEmpty, rows.isBlank], [true, true]);
  });
});
