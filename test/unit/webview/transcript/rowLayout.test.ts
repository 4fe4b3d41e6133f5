import assert from 'node:assert/strict';
import { RowLayout } from '../../../../webview/transcript/rowLayout.ts';

const viewport = 220;
const rowPixels = 22;

function layoutOf(end: number, first = 0): RowLayout {
  const layout = new RowLayout();
  layout.resize(viewport, rowPixels, false);
  layout.setRange({ first, end });
  return layout;
}

/** Positions of the rows whose top or bottom is in view. */
function inView(layout: RowLayout): number[] {
  return layout
    .place()
    .filter(({ top }) => top < viewport && top + rowPixels > 0)
    .map(({ position }) => position);
}

describe('the row layout', () => {
  it('starts at the end and stays there while rows arrive', () => {
    const layout = layoutOf(1000);
    assert.equal(inView(layout).at(-1), 999);
    layout.setRange({ first: 0, end: 2000 });
    assert.equal(inView(layout).at(-1), 1999);
    const last = layout.place().at(-1);
    assert.equal((last?.top ?? 0) + rowPixels, viewport - 8);
  });

  it('moves by pixels and follows again at the end', () => {
    const layout = layoutOf(1000);
    layout.moveBy(-2 * rowPixels);
    assert.equal(layout.follows, false);
    assert.equal(inView(layout).at(-1), 998);
    layout.setRange({ first: 0, end: 2000 });
    assert.equal(inView(layout).at(-1), 998);
    layout.moveBy(1e9);
    assert.equal(layout.follows, true);
    layout.moveBy(-1e9);
    assert.deepEqual(layout.place()[0], { position: 0, top: 8 });
  });

  it('reaches both ends and any position of twenty million rows with a track that browsers can draw', () => {
    const layout = layoutOf(20_000_000);
    layout.place();
    const { height, top } = layout.track;
    assert.ok(height < 33_000_000);
    assert.equal(top, height - viewport);
    layout.moveThumb(0);
    assert.deepEqual(layout.place()[0], { position: 0, top: 8 });
    layout.moveThumb((height - viewport) / 2);
    assert.ok(Math.abs(layout.topPosition - 10_000_000) < 100);
    layout.moveThumb(height - viewport);
    assert.equal(inView(layout).at(-1), 19_999_999);
    assert.equal(layout.follows, true);
    layout.moveBy(-1);
    assert.equal(inView(layout).at(-1), 19_999_999);
    layout.show(12_345_678, 'middle');
    assert.ok(inView(layout).includes(12_345_678));
    assert.ok(layout.place().length < 40);
  });

  it('shows each row on the way when it is moved row by row', () => {
    const layout = layoutOf(300);
    layout.moveThumb(0);
    const seen = new Set(inView(layout));
    while (!layout.follows) {
      layout.moveBy(100);
      for (const position of inView(layout)) seen.add(position);
    }
    assert.equal(seen.size, 300);
  });

  it('keeps the top row in place when rows above turn out to be higher', () => {
    const layout = layoutOf(1000);
    layout.show(500, 'middle');
    const before = layout.place().find(({ position }) => position === 500)?.top;
    assert.ok(layout.measured(400, 300));
    assert.equal(layout.measured(400, 300), false);
    assert.equal(layout.place().find(({ position }) => position === 500)?.top, before);
  });

  it('moves to the first remaining row when older ones are dropped', () => {
    const layout = layoutOf(1000);
    layout.show(100, 'middle');
    layout.setRange({ first: 500, end: 1000 });
    assert.deepEqual(layout.place()[0], { position: 500, top: 8 });
  });

  it('places few rows at the top, or at the bottom if requested, and follows', () => {
    const layout = layoutOf(2);
    layout.moveBy(-50);
    assert.deepEqual(layout.place(), [
      { position: 0, top: 8 },
      { position: 1, top: 30 },
    ]);
    assert.equal(layout.follows, true);
    layout.resize(viewport, rowPixels, true);
    assert.deepEqual(layout.place().at(-1), { position: 1, top: viewport - 8 - rowPixels });
    assert.equal(layout.track.height, viewport);
  });

  it('shows a row at the top repeatedly without drifting', () => {
    const layout = layoutOf(1000);
    for (let at = 0; at < 5; at++) {
      layout.show(490, 'top');
      assert.equal(layout.topPosition, 490);
    }
  });

  it('has nothing to place when it is empty', () => {
    assert.deepEqual(layoutOf(0).place(), []);
    assert.deepEqual(layoutOf(5, 5).place(), []);
  });

  it('lays out a little more than is in view, on both sides', () => {
    const layout = layoutOf(1000);
    layout.show(500, 'top');
    const placed = layout.place();
    const [first, last] = [placed[0], placed.at(-1)];
    assert.ok((first?.top ?? 0) <= -200 && (first?.top ?? 0) > -200 - rowPixels);
    assert.ok((last?.top ?? 0) + rowPixels >= viewport + 200 && (last?.top ?? 0) < viewport + 200);
  });

  it('has a track as high as its rows, while those are few enough to be measured', () => {
    const layout = layoutOf(500);
    layout.measured(7, 100);
    assert.equal(layout.track.height, 499 * rowPixels + 100 + 16);
    layout.setRange({ first: 0, end: 501 });
    assert.equal(layout.track.height, 501 * rowPixels);
  });

  it('shows a row higher than the window from its top', () => {
    const layout = layoutOf(1000);
    layout.measured(500, 2 * viewport);
    layout.show(500, 'middle');
    assert.equal(layout.place().find(({ position }) => position === 500)?.top, 8);
  });

  it('drops its measurements for another list, or if rows are drawn differently', () => {
    const height = (layout: RowLayout) => {
      layout.show(500, 'top');
      const placed = layout.place();
      const at = placed.findIndex(({ position }) => position === 500);
      return (placed[at + 1]?.top ?? 0) - (placed[at]?.top ?? 0);
    };
    const forget: ((layout: RowLayout) => void)[] = [
      layout => layout.reset(),
      layout => layout.forgetHeights(),
      layout => {
        layout.resize(viewport, 54, false);
        layout.resize(viewport, rowPixels, false);
      },
    ];
    for (const act of forget) {
      const layout = layoutOf(1000);
      layout.measured(500, 90);
      assert.equal(height(layout), 90);
      act(layout);
      assert.equal(height(layout), rowPixels);
    }
  });

  it('takes the shortest way to a row that is near', () => {
    const layout = layoutOf(1000);
    layout.show(500, 'top');
    const top = (position: number) => layout.place().find(one => one.position === position)?.top;
    layout.show(503, 'nearest');
    assert.equal(top(500), 0, 'it is in view');
    layout.show(510, 'nearest');
    assert.equal(top(510), viewport - rowPixels - 8);
    layout.show(500, 'top');
    layout.show(500, 'nearest');
    assert.equal(top(500), 8);
  });

  describe('when its rows change height', () => {
    const top = (layout: RowLayout, position: number) => layout.place().find(one => one.position === position)?.top;
    /** All rows are measured again, with this height. */
    const redraw = (layout: RowLayout, height: number) => {
      layout.forgetHeights();
      for (let isOther = true; isOther; ) {
        isOther = layout.place().some(({ position }) => layout.measured(position, height));
        if (!isOther) isOther = layout.keepPlace();
      }
    };

    it('keeps the selected row in place', () => {
      const layout = layoutOf(1000);
      layout.show(500, 'top');
      layout.select(506);
      const before = top(layout, 506);
      for (const height of [70, 9, 22]) {
        redraw(layout, height);
        assert.equal(top(layout, 506), before, `${height} px`);
      }
      layout.resize(viewport, 36, true);
      assert.equal(top(layout, 506), before, 'in the other view');
    });

    it('also keeps it near the end, where unmeasured rows would all be in view', () => {
      for (const end of [1000, 12]) {
        const layout = layoutOf(end);
        layout.select(end - 2);
        redraw(layout, 90);
        layout.show(end - 2, 'nearest');
        const before = top(layout, end - 2);
        redraw(layout, 95);
        assert.equal(top(layout, end - 2), before, `${end} rows`);
        assert.equal(layout.follows, false);
      }
    });

    it('keeps the first row that begins in view if none is selected there', () => {
      for (const selected of [undefined, 700]) {
        const layout = layoutOf(1000);
        layout.show(500, 'top');
        layout.moveBy(5);
        layout.select(selected);
        redraw(layout, 70);
        assert.equal(top(layout, 501), 17);
      }
    });

    it('keeps part of a row in view that filled the view and shrinks', () => {
      const layout = layoutOf(1000);
      layout.measured(500, 1000);
      layout.show(500, 'top');
      layout.moveBy(400);
      redraw(layout, 22);
      assert.equal(layout.topPosition, 500);
    });

    it('stops following when the selected row would leave the view, and keeps it', () => {
      const layout = layoutOf(1000);
      layout.select(995);
      const before = top(layout, 995);
      redraw(layout, 70);
      assert.equal(top(layout, 995), before);
      assert.equal(layout.follows, false);
    });

    it('continues following while the selected row stays in view, or none is', () => {
      for (const selected of [998, 400, undefined]) {
        const layout = layoutOf(1000);
        layout.select(selected);
        redraw(layout, 70);
        assert.equal(layout.follows, true);
      }
    });

    it('continues following if newer rows move the selected one out of view', () => {
      const layout = layoutOf(1000);
      layout.select(992);
      layout.measured(999, 40);
      layout.setRange({ first: 0, end: 1020 });
      assert.equal(layout.keepPlace(), false);
      assert.equal(layout.follows, true);
    });
  });

  it('reports whether all of a row is in view, or some of it', () => {
    const layout = layoutOf(1000);
    layout.show(500, 'top');
    layout.moveBy(1);
    const inSight = (how: 'all' | 'some') => [499, 500, 501, 509, 510].map(position => layout.isInSight(position, how));
    assert.deepEqual(inSight('all'), [false, false, true, true, false]);
    assert.deepEqual(inSight('some'), [false, true, true, true, true]);
  });

  it('places a row where it was in another list, and continues following if that ends in view', () => {
    const layout = layoutOf(1000);
    layout.hold({ position: 500, top: 60 });
    assert.equal(layout.place().find(({ position }) => position === 500)?.top, 60);
    assert.equal(layout.follows, false);
    layout.reset();
    layout.hold({ position: 999, top: 60 });
    assert.equal(layout.follows, true);
  });
});
