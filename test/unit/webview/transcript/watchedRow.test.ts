import assert from 'node:assert/strict';
import { RowLayout } from '../../../../webview/transcript/rowLayout.ts';
import { WatchedRow } from '../../../../webview/transcript/watchedRow.ts';

describe('a watched row', () => {
  /** A hundred rows of 20 pixels, scrolled to the end. */
  function list() {
    const layout = new RowLayout();
    const resize = (viewport: number) => {
      layout.resize(viewport, 20, false);
      layout.setRange({ first: 0, end: 100 });
    };
    resize(400);
    layout.place();
    return { layout, resize, watched: new WatchedRow(layout) };
  }

  it('is scrolled into view when watching begins', () => {
    const { layout, watched } = list();
    watched.watch(50);
    assert.ok(watched.keep(50, false));
    assert.ok(layout.isInSight(50, 'all'));
    assert.ok(!watched.keep(50, false));
  });

  it('stays in view when the list shrinks', () => {
    const { layout, resize, watched } = list();
    watched.watch(82);
    watched.keep(82, false);
    assert.ok(layout.follows, 'it was already in view');
    resize(100);
    assert.ok(!layout.isInSight(82, 'some'));
    watched.resized();
    watched.keep(82, false);
    assert.ok(layout.isInSight(82, 'all'));
  });

  it('is scrolled into view until the rows around it were measured', () => {
    const { layout, watched } = list();
    watched.watch(50);
    watched.keep(50, true);
    for (let position = 40; position < 50; position++) layout.measured(position, 90);
    watched.keep(50, true);
    assert.ok(layout.isInSight(50, 'all'));
    assert.ok(!watched.keep(50, false));
  });

  it('isn’t scrolled back once the user scrolled away from it', () => {
    const { layout, resize, watched } = list();
    watched.watch(99);
    watched.keep(99, false);
    layout.moveBy(-900);
    watched.keep(99, false);
    resize(100);
    watched.resized();
    assert.ok(!watched.keep(99, false));
    assert.ok(!layout.isInSight(99, 'some'));
  });

  it('is followed by the list while it is the last one', () => {
    const { layout, resize, watched } = list();
    watched.watch(99);
    layout.moveBy(-900);
    watched.keep(99, false);
    assert.ok(layout.follows);
    resize(60);
    watched.resized();
    watched.keep(99, false);
    assert.ok(layout.isInSight(99, 'all'));
  });

  it('may not be in the list', () => {
    const { watched } = list();
    watched.watch(7);
    assert.ok(!watched.keep(undefined, false));
    watched.watch(undefined);
    assert.ok(!watched.keep(3, false));
  });
});
