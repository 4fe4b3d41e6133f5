import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fittingCount } from '../../../../webview/bar/fittingCount.ts';

describe('the parts of a bar that fit', () => {
  const icons = [26, 26, 26, 26];
  const fitting = (width: number, widths = icons) => fittingCount(widths, { width, gap: 1, menuWidth: 26 });

  it('are all of them if they fit without a menu, to the pixel', () => {
    assert.equal(fitting(107), 4);
    assert.equal(fitting(106), 2);
  });

  it('are fewer the less room there is, down to the menu alone', () => {
    assert.deepEqual(
      [80, 79, 53, 52, 26, 0].map(width => fitting(width)),
      [2, 1, 1, 0, 0, 0],
    );
  });

  it('depend on their own widths', () => {
    assert.equal(fitting(150, [26, 90, 40]), 2);
    assert.equal(fitting(143, [26, 90, 40]), 1);
  });

  it('are all of an empty list', () => {
    assert.equal(fitting(0, []), 0);
  });

  it('never exceed the room next to the menu, and leave none for one more', () => {
    const widths = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 20 });
    fc.assert(
      fc.property(widths, fc.integer({ min: 0, max: 1000 }), (all, width) => {
        const count = fitting(width, all);
        const taken = (of: number) => all.slice(0, of).reduce((sum, one) => sum + one + 1, 26);
        if (count < all.length) assert.ok((count === 0 || taken(count) <= width) && taken(count + 1) > width);
      }),
    );
  });
});
