import assert from 'node:assert/strict';
import { entryBounds, entryPixels, sideOf } from '../../../../webview/entry/splitRoom.ts';

describe('the space for the transcript and an entry', () => {
  it('is split side by side if it is wide, or low', () => {
    assert.equal(sideOf({ width: 1400, height: 700 }), 'beside');
    assert.equal(sideOf({ width: 1100, height: 420 }), 'beside');
    assert.equal(sideOf({ width: 1099, height: 700 }), 'below');
    assert.equal(sideOf({ width: 670, height: 420 }), 'below');
    assert.equal(sideOf({ width: 670, height: 419 }), 'beside');
    assert.equal(sideOf({ width: 800, height: 500 }), 'beside');
    assert.equal(sideOf({ width: 799, height: 500 }), 'below');
    assert.equal(sideOf({ width: 640, height: 200 }), 'beside');
    assert.equal(sideOf({ width: 639, height: 200 }), 'below');
    assert.equal(sideOf({ width: 400, height: 700 }), 'below');
  });

  it('leaves enough for both, whatever share the entry had', () => {
    assert.equal(entryPixels('below', 1000, 0.5), 500);
    assert.equal(entryPixels('below', 1000, 0), 160);
    assert.equal(entryPixels('below', 1000, 1), 880);
    assert.equal(entryPixels('beside', 1000, 1), 740);
  });

  it('is halved if there isn’t enough for both', () => {
    for (let total = 0; total < 700; total++) {
      for (const side of ['beside', 'below'] as const) {
        const [least, most] = entryBounds(side, total);
        assert.ok(least <= most && least <= Math.ceil(total / 2) && most >= Math.floor(total / 2), `${side} ${total}`);
        assert.ok(most <= total);
      }
    }
  });
});
