import assert from 'node:assert/strict';
import fc from 'fast-check';
import { i420Bytes, toI420 } from '../../../../src/core/video/i420.ts';
import { type Picture, pictureBytes } from '../../../../src/core/video/picture.ts';
import { toRgba } from '../../../../src/core/video/rgba.ts';
import { drawTestPattern, readTestPattern } from '../../../../src/core/video/testPattern.ts';
import { barCenter, colorBars, patternLayout } from '../../../../src/core/video/testPatternLayout.ts';

describe('the test pattern', () => {
  const width = fc.integer({ min: 64, max: 800 });
  const height = fc.integer({ min: 48, max: 600 });
  const uint32 = fc.nat(2 ** 32 - 1);

  function drawn(across: number, down: number, frame: number, timeMs = 0): Picture {
    const pixels = new Uint8Array(pictureBytes(across, down, 'bgr'));
    drawTestPattern(pixels, across, down, { frame, timeMs });
    return { width: across, height: down, order: 'bgr', pixels };
  }

  it('encodes its frame number and time at any size, in any channel order', () => {
    fc.assert(
      fc.property(width, height, uint32, uint32, (across, down, frame, timeMs) => {
        const picture = drawn(across, down, frame, timeMs);
        assert.deepEqual(readTestPattern(picture), { frame, timeMs });
        const rgba = new Uint8Array(pictureBytes(across, down, 'rgba'));
        toRgba(picture, rgba);
        assert.deepEqual(readTestPattern({ ...picture, order: 'rgba', pixels: rgba }), { frame, timeMs });
        const planes = new Uint8Array(i420Bytes(across, down));
        toI420(picture, planes);
        assert.deepEqual(readTestPattern({ ...picture, order: 'gray', pixels: planes }), { frame, timeMs });
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the lowest 32 bits of the time', () => {
    assert.equal(readTestPattern(drawn(64, 48, 1, 1_790_000_000_123))?.timeMs, 1_790_000_000_123 % 2 ** 32);
  });

  it('encodes nothing in another or a damaged picture', () => {
    for (const value of [0, 127, 128, 255]) {
      const picture = drawn(64, 48, 1);
      picture.pixels.fill(value);
      assert.equal(readTestPattern(picture), undefined);
    }
    const { blockSide } = patternLayout(64, 48);
    for (let block = 0; block < 16; block++) {
      const picture = drawn(64, 48, 1, 2);
      for (let row = 0; row < blockSide; row++) {
        const from = 3 * (row * 64 + block * blockSide);
        const inverted = picture.pixels.subarray(from, from + 3 * blockSide).map(value => 255 - value);
        picture.pixels.set(inverted, from);
      }
      assert.equal(readTestPattern(picture), undefined);
    }
  });

  it('has bars of known colors that nothing else covers', () => {
    fc.assert(
      fc.property(width, height, fc.nat(1000), (across, down, frame) => {
        const { pixels } = drawn(across, down, frame);
        for (const [bar, color] of colorBars.entries()) {
          const { x, y } = barCenter(bar, across, down);
          const at = 3 * (y * across + x);
          assert.deepEqual([...pixels.subarray(at, at + 3)], [...color]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('moves with every frame', () => {
    const { stripTop } = patternLayout(640, 480);
    const strip = (frame: number) => {
      const { pixels } = drawn(640, 480, frame);
      return pixels.subarray(3 * 640 * stripTop, 3 * 640 * (stripTop + 1)).indexOf(255);
    };
    const places = Array.from({ length: 121 }, (_, frame) => strip(frame));
    for (const [at, place] of places.slice(1).entries()) assert.notEqual(place, places[at]);
    assert.equal(places[120], places[0]);
    assert.equal(places[60], 3 * (640 - 60));
  });

  it('shows the time of day and the number in digits', () => {
    const { dotSide, textTop } = patternLayout(640, 480);
    const { pixels } = drawn(640, 480, 14, new Date(2026, 0, 2, 3, 4, 5, 6).getTime());
    const line = (row: number, characters: number) =>
      Array.from({ length: 5 }, (_, dot) =>
        Array.from({ length: 4 * characters - 1 }, (_unused, column) => {
          const y = textTop + (row + dot) * dotSide + 1;
          return pixels[3 * (y * 640 + (1 + column) * dotSide + 1)] ? '#' : ' ';
        })
          .join('')
          .trimEnd(),
      );
    assert.deepEqual(line(7, 2), [' #  # #', '##  # #', ' #  ###', ' #    #', '###   #']);
    assert.deepEqual(line(1, 12), [
      '### ###     ### # #     ### ###     ### ### ###',
      '# #   #  #  # # # #  #  # # #       # # # # #',
      '# #  ##     # # ###     # # ###     # # # # ###',
      '# #   #  #  # #   #  #  # #   #     # # # # # #',
      '### ###     ###   #     ### ###  #  ### ### ###',
    ]);
  });

  it('draws nothing outside the picture, and rejects buffers that are too small', () => {
    const into = new Uint8Array(pictureBytes(64, 48, 'bgr') + 1);
    drawTestPattern(into, 64, 48, { frame: 2 ** 32 - 1, timeMs: 2 ** 41 });
    assert.equal(into.at(-1), 0);
    for (const [across, down] of [
      [63, 48],
      [64, 47],
    ] as const) {
      assert.throws(() => drawTestPattern(into, across, down, { frame: 0, timeMs: 0 }), RangeError);
    }
    assert.throws(() => drawTestPattern(new Uint8Array(9), 64, 48, { frame: 0, timeMs: 0 }), RangeError);
    assert.equal(readTestPattern({ width: 8, height: 8, order: 'gray', pixels: new Uint8Array(64) }), undefined);
  });
});
