import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  barCenter,
  blockColumns,
  blockRows,
  colorBars,
  patternLayout,
  stripDots,
  textDots,
} from '../../../../src/core/video/testPatternLayout.ts';

describe('the test pattern layout', () => {
  it('has room for blocks, strip and digits at any size, without overlap', () => {
    const size = fc.tuple(fc.integer({ min: 64, max: 9000 }), fc.integer({ min: 48, max: 9000 }));
    fc.assert(
      fc.property(size, ([width, height]) => {
        const { blockSide, dotSide, stripTop, textTop } = patternLayout(width, height);
        assert.equal(blockSide % 4, 0);
        assert.ok(blockSide >= 4 && dotSide >= 1);
        assert.ok(blockColumns * blockSide <= width);
        assert.ok(blockRows * blockSide < stripTop);
        assert.equal(textTop - stripTop, stripDots * dotSide);
        assert.equal(height - textTop, textDots * dotSide);
      }),
    );
  });

  it('grows with the picture', () => {
    const sides = (width: number, height: number) => {
      const { blockSide, dotSide } = patternLayout(width, height);
      return [blockSide, dotSide];
    };
    assert.deepEqual(sides(64, 48), [4, 1]);
    assert.deepEqual(sides(319, 240), [4, 4]);
    assert.deepEqual(sides(320, 240), [8, 5]);
    assert.deepEqual(sides(1920, 1080), [36, 22]);
  });

  it('has at least 64 × 48 pixels', () => {
    for (const [width, height] of [
      [63, 48],
      [64, 47],
    ] as const) {
      assert.throws(() => patternLayout(width, height), { name: 'RangeError', message: /at least 64 × 48 pixels/ });
    }
  });

  it('has a position in the middle of each bar, between blocks and strip', () => {
    for (const [width, height] of [
      [64, 48],
      [640, 480],
    ] as const) {
      const { blockSide, stripTop } = patternLayout(width, height);
      for (const bar of colorBars.keys()) {
        const { x, y } = barCenter(bar, width, height);
        assert.equal(Math.floor((x * colorBars.length) / width), bar);
        assert.ok(y >= blockRows * blockSide && y < stripTop);
      }
    }
  });

  it('has bars of white and the primary and mixed colors of light at 75 %, and of one other color', () => {
    const mixed = colorBars.slice(0, 7).map(color => color.map(channel => (channel === 191 ? 1 : channel)).join(''));
    assert.deepEqual(mixed, ['111', '011', '110', '010', '101', '001', '100']);
    assert.equal(colorBars.length, 8);
    assert.ok(!colorBars[7]?.some(channel => channel === 0 || channel === 191));
  });
});
