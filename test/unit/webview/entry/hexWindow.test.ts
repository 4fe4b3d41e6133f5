import assert from 'node:assert/strict';
import { HexWindow } from '../../../../webview/entry/hexWindow.ts';

describe('the visible lines', () => {
  it('are those in view', () => {
    const lines = new HexWindow(100, 20, 90);
    assert.equal(lines.trackPixels, 2000);
    assert.deepEqual(lines.inSight(0), { first: 0, count: 5, topPixels: 0 });
    assert.deepEqual(lines.inSight(30), { first: 1, count: 5, topPixels: -10 });
    assert.deepEqual(lines.inSight(9999), { first: 95, count: 5, topPixels: -10 });
    assert.equal(new HexWindow(0, 20, 90).inSight(0).count, 0);
    assert.equal(new HexWindow(2, 20, 90).inSight(0).count, 2);
  });

  it('scroll no further than necessary to reveal a line', () => {
    const lines = new HexWindow(100, 20, 90);
    assert.equal(lines.reveal(3, 10), 10);
    assert.equal(lines.reveal(4, 0), 10);
    assert.equal(lines.reveal(0, 10), 0);
    assert.equal(lines.reveal(50, 1500), 1000);
  });

  it('reach every line of any length', () => {
    const count = 50_000_000;
    const lines = new HexWindow(count, 20, 90);
    assert.ok(lines.trackPixels < 17_000_000);
    const end = lines.inSight(lines.trackPixels - 90);
    assert.equal(end.first + end.count, count);
    for (const line of [0, 1, 777, 25_000_001, count - 1]) {
      const { first, count: shown } = lines.inSight(lines.reveal(line, 5_000_000));
      assert.ok(line >= first && line < first + shown, String(line));
    }
  });
});
