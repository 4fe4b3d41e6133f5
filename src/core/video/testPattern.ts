/** Draws a moving picture without a camera, from which people and machines can read the frame number and time. */
import { checksum } from '../bytes/checksum.ts';
import { drawDots, fillSquare, type PixelArea } from './dotDigits.ts';
import { type Picture, pictureBytes, pixelBytes } from './picture.ts';
import {
  blockColumns,
  blockRows,
  colorBars,
  minPatternHeight,
  minPatternWidth,
  patternLayout,
  stripDots,
} from './testPatternLayout.ts';

/** Both are from 0 to 2³² - 1: the time is the lowest 32 bits of the clock in ms. */
export interface PatternStamp {
  readonly frame: number;
  readonly timeMs: number;
}

const black = 0;
const strip = 64;
const white = 255;
/** Number of frames in which the square crosses the picture. */
const wayFrames = 60;

/**
 * Draws the pattern in BGR. `timeMs` is ms since the epoch; the digits show local time.
 * @throws RangeError for less than 64 × 48 pixels, or if `into` is too small.
 */
export function drawTestPattern(
  into: Uint8Array,
  width: number,
  height: number,
  { frame, timeMs }: PatternStamp,
): void {
  const { dotSide, stripTop, textTop } = patternLayout(width, height);
  if (into.length < pictureBytes(width, height, 'bgr')) {
    throw new RangeError(`the buffer is too small for ${width} × ${height} pixels`);
  }
  const area = { pixels: into, width };
  drawBars(area, stripTop);
  const rowBytes = 3 * width;
  into.fill(strip, stripTop * rowBytes, textTop * rowBytes);
  into.fill(black, textTop * rowBytes, height * rowBytes);
  drawSquare(area, stripTop, stripDots * dotSide, frame);
  drawDots(area, clockText(timeMs), dotSide, textTop + dotSide, dotSide);
  drawDots(area, String(frame), dotSide, textTop + 7 * dotSide, dotSide);
  drawBlocks(area, height, stampBytes({ frame, timeMs }));
}

/** Reads frame number and time from a picture of the pattern; undefined for any other or a damaged one. */
export function readTestPattern({ width, height, order, pixels }: Picture): PatternStamp | undefined {
  if (width < minPatternWidth || height < minPatternHeight) return undefined;
  const { blockSide } = patternLayout(width, height);
  const bytes = new Uint8Array((blockColumns * blockRows) / 8);
  for (let block = 0; block < blockColumns * blockRows; block++) {
    const x = (block % blockColumns) * blockSide + blockSide / 2;
    const y = Math.floor(block / blockColumns) * blockSide + blockSide / 2;
    const at = (y * width + x) * pixelBytes[order];
    const brightness = order === 'gray' ? pixels[at] : meanOf(pixels.subarray(at, at + 3));
    if ((brightness ?? 0) >= 128) bytes[block >> 3] = (bytes[block >> 3] ?? 0) | (0x80 >> (block & 7));
  }
  const view = new DataView(bytes.buffer);
  const stamp = { frame: view.getUint32(0), timeMs: view.getUint32(4) };
  return stampBytes(stamp).every((byte, at) => byte === bytes[at]) ? stamp : undefined;
}

/** Returns frame and time, most significant byte first, and their CRC-16. */
function stampBytes({ frame, timeMs }: PatternStamp): Uint8Array {
  const bytes = new Uint8Array(10);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, frame);
  // Keeps the lowest 32 bits of the time.
  view.setUint32(4, timeMs);
  bytes.set(checksum('crc16ccitt', bytes.subarray(0, 8)), 8);
  return bytes;
}

function drawBars({ pixels, width }: PixelArea, height: number): void {
  for (let x = 0; x < width; x++) pixels.set(colorBars[Math.floor((x * colorBars.length) / width)] ?? [], 3 * x);
  for (let row = 1; row < height; row++) pixels.copyWithin(3 * row * width, 0, 3 * width);
}

/** Draws a square that moves back and forth. */
function drawSquare({ pixels, width }: PixelArea, top: number, side: number, frame: number): void {
  const phase = frame % (2 * wayFrames);
  const step = phase < wayFrames ? phase : 2 * wayFrames - phase;
  const left = Math.round(((width - side) * step) / wayFrames);
  fillSquare({ pixels, width }, left, top, side, white);
}

function drawBlocks(area: PixelArea, height: number, bytes: Uint8Array): void {
  const { blockSide } = patternLayout(area.width, height);
  for (let block = 0; block < blockColumns * blockRows; block++) {
    const isSet = (bytes[block >> 3] ?? 0) & (0x80 >> (block & 7));
    const x = (block % blockColumns) * blockSide;
    fillSquare(area, x, Math.floor(block / blockColumns) * blockSide, blockSide, isSet ? white : black);
  }
}

function clockText(timeMs: number): string {
  const time = new Date(timeMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${milliseconds}`;
}

function meanOf(values: Uint8Array): number {
  return ((values[0] ?? 0) + (values[1] ?? 0) + (values[2] ?? 0)) / 3;
}
