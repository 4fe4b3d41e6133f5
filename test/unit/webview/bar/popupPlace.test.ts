import assert from 'node:assert/strict';
import { popupPlace } from '../../../../webview/bar/popupPlace.ts';

describe('a popup’s position', () => {
  const page = { width: 400, height: 700 };
  const button = (left: number, top: number) => ({ left, top, right: left + 26, bottom: top + 26 });
  const popup = { width: 150, height: 200 };

  it('is below its button, aligned with its left edge', () => {
    assert.deepEqual(popupPlace(button(100, 40), popup, page), { left: 100, top: 68, maxHeight: 628 });
  });

  it('is aligned with the right edge if it would leave the page', () => {
    assert.equal(popupPlace(button(300, 40), popup, page).left, 176);
  });

  it('is above a button in the lower half', () => {
    assert.equal(popupPlace(button(100, 400), popup, page).top, 198);
    assert.deepEqual(popupPlace(button(100, 600), popup, page), { left: 100, top: 398, maxHeight: 594 });
  });

  it('is where there is more room, and limited to its height', () => {
    assert.deepEqual(popupPlace(button(0, 100), { ...popup, height: 900 }, page), {
      left: 4,
      top: 128,
      maxHeight: 568,
    });
    assert.deepEqual(popupPlace(button(0, 500), { ...popup, height: 900 }, page), { left: 4, top: 4, maxHeight: 494 });
  });

  it('never starts beyond the left edge', () => {
    assert.equal(popupPlace(button(120, 40), { width: 390, height: 50 }, { ...page, width: 240 }).left, 4);
  });
});
