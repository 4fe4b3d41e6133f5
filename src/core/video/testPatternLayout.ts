/**
 * Layout of a test pattern of any size: blocks for machines at the top left, over color bars; below, a strip with a
 * moving square, and digits for people.
 */

export const minPatternWidth = 64;
export const minPatternHeight = 48;

/** Blocks are read row by row, two bytes per row, most significant bit first. */
export const blockColumns = 16;
export const blockRows = 5;

/** Blue, green and red of each bar from the left: 75 % white, the primary and secondary colors, and one other color. */
export const colorBars: readonly (readonly [blue: number, green: number, red: number])[] = [
  [191, 191, 191],
  [0, 191, 191],
  [191, 191, 0],
  [0, 191, 0],
  [191, 0, 191],
  [0, 0, 191],
  [191, 0, 0],
  [40, 80, 160],
];

export interface PatternLayout {
  /** Side of a block in pixels, a multiple of 4, so that it stays sharp in a JPEG and with halved chroma. */
  readonly blockSide: number;
  /** Side of a digit's dot in pixels. */
  readonly dotSide: number;
  /** Pixel rows at which the strip and the digits begin. */
  readonly stripTop: number;
  readonly textTop: number;
}

/** Heights in dots. */
export const textDots = 13;
export const stripDots = 6;

/** @throws RangeError for less than 64 × 48 pixels. */
export function patternLayout(width: number, height: number): PatternLayout {
  if (width < minPatternWidth || height < minPatternHeight) {
    throw new RangeError(`a test pattern must have at least ${minPatternWidth} × ${minPatternHeight} pixels`);
  }
  const dotSide = Math.floor(Math.min(width / minPatternWidth, height / minPatternHeight));
  const textTop = height - textDots * dotSide;
  return {
    blockSide: 4 * Math.max(1, Math.floor(Math.min(width / 160, height / 120))),
    dotSide,
    stripTop: textTop - stripDots * dotSide,
    textTop,
  };
}

/** Returns a pixel in the middle of a bar that nothing ever covers, for tests. */
export function barCenter(bar: number, width: number, height: number): { x: number; y: number } {
  const { blockSide, stripTop } = patternLayout(width, height);
  return { x: Math.floor(((bar + 0.5) * width) / colorBars.length), y: (blockRows * blockSide + stripTop) >> 1 };
}
