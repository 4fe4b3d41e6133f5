import assert from 'node:assert/strict';
import { actual, fitted, isCrisp } from '../../../../webview/video/pictureSize.ts';

describe('the size of a displayed picture', () => {
  it('fits into its box and keeps its aspect ratio', () => {
    assert.deepEqual(fitted({ width: 640, height: 480 }, { width: 320, height: 1000 }), { width: 320, height: 240 });
    assert.deepEqual(fitted({ width: 640, height: 480 }, { width: 1000, height: 240 }), { width: 320, height: 240 });
    assert.deepEqual(fitted({ width: 8, height: 4 }, { width: 80, height: 80 }), { width: 80, height: 40 });
  });

  it('is undefined before the first picture, and in an empty box', () => {
    assert.deepEqual(fitted({ width: 0, height: 0 }, { width: 320, height: 240 }), { width: 0, height: 0 });
    assert.deepEqual(fitted({ width: 8, height: 8 }, { width: 0, height: 240 }), { width: 0, height: 0 });
  });

  it('maps one screen pixel to each picture pixel, even on high-DPI screens', () => {
    assert.deepEqual(actual({ width: 640, height: 480 }, 2), { width: 320, height: 240 });
  });

  it('has sharp pixels at twice the size, or a larger whole number', () => {
    const picture = { width: 100, height: 100 };
    const crispAt = (width: number, ratio = 1) => isCrisp(picture, { width, height: width }, ratio);
    assert.deepEqual(
      [50, 99.5, 100, 150, 199, 200, 230, 300].map(width => crispAt(width)),
      [false, true, true, false, true, true, true, true],
    );
    assert.equal(crispAt(100, 1.5), false);
    assert.equal(crispAt(100, 2), true);
    assert.equal(isCrisp({ width: 0, height: 0 }, { width: 0, height: 0 }, 1), false);
  });
});
