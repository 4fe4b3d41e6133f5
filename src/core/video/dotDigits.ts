/** Draws digits of three by five dots in BGR. */

/** Rows of `width` pixels of 3 bytes each. */
export interface PixelArea {
  readonly pixels: Uint8Array;
  readonly width: number;
}

/** Five rows of three dots each. */
const dots: Record<string, string> = {
  '0': '### #.# #.# #.# ###',
  '1': '.#. ##. .#. .#. ###',
  '2': '### ..# ### #.. ###',
  '3': '### ..# .## ..# ###',
  '4': '#.# #.# ### ..# ..#',
  '5': '### #.. ### ..# ###',
  '6': '### #.. ### #.# ###',
  '7': '### ..# ..# .#. .#.',
  '8': '### #.# ### #.# ###',
  '9': '### #.# ### ..# ###',
  ':': '... .#. ... .#. ...',
  '.': '... ... ... ... .#.',
};

/** Columns of a digit, including the empty one after it. */
const columns = 4;

/**
 * Draws digits, colons and points in white from a position on, each dot as a square of `side` pixels. Characters
 * without dots are left empty.
 */
export function drawDots(area: PixelArea, text: string, x: number, y: number, side: number): void {
  for (const [at, character] of [...text].entries()) {
    for (const [row, line] of (dots[character] ?? '').split(' ').entries()) {
      for (const [column, dot] of [...line].entries()) {
        if (dot === '#') fillSquare(area, x + (at * columns + column) * side, y + row * side, side, 255);
      }
    }
  }
}

/** Fills a square with one shade of gray. */
export function fillSquare({ pixels, width }: PixelArea, x: number, y: number, side: number, value: number): void {
  for (let row = y; row < y + side; row++) pixels.fill(value, 3 * (row * width + x), 3 * (row * width + x + side));
}
