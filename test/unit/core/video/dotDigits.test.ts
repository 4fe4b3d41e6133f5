import assert from 'node:assert/strict';
import { drawDots, fillSquare } from '../../../../src/core/video/dotDigits.ts';

/** The rows of an area, `#` for white and `?` for what isn't gray. */
function rows(width: number, height: number, draw: (area: { pixels: Uint8Array; width: number }) => void): string[] {
  const pixels = new Uint8Array(3 * width * height);
  draw({ pixels, width });
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_column, column) => {
      const [blue, green, red] = pixels.subarray(3 * (row * width + column));
      return blue === green && green === red ? (blue === 255 ? '#' : blue === 0 ? '.' : '+') : '?';
    }).join(''),
  );
}

describe('dot matrix digits', () => {
  it('are next to each other with an empty column between, at their position', () => {
    assert.deepEqual(
      rows(10, 6, area => drawDots(area, '12', 1, 1, 1)),
      ['..........', '..#..###..', '.##....#..', '..#..###..', '..#..#....', '.###.###..'],
    );
  });

  it('are as large as their dots', () => {
    assert.deepEqual(
      rows(6, 10, area => drawDots(area, '7', 0, 0, 2)),
      ['######', '######', '....##', '....##', '....##', '....##', '..##..', '..##..', '..##..', '..##..'],
    );
  });

  it('leave a blank for a character without dots', () => {
    const drawn = (text: string) => rows(8, 5, area => drawDots(area, text, 0, 0, 1));
    assert.deepEqual(drawn('x'), drawn(''));
    assert.deepEqual(drawn('x.').at(-1), '.....#..');
  });

  it('differ from each other', () => {
    const shapes = [...'0123456789:.'].map(text => rows(3, 5, area => drawDots(area, text, 0, 0, 1)).join());
    assert.equal(new Set(shapes).size, 12);
  });

  it('are drawn as gray squares that cover nothing beside them', () => {
    assert.deepEqual(
      rows(4, 4, area => fillSquare(area, 1, 2, 2, 128)),
      ['....', '....', '.++.', '.++.'],
    );
  });
});
