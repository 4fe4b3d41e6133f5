/** The film shown in the README's picture of video: a sailing boat in front of a lighthouse, drawn in flat colors. */
import { type Picture, pictureBytes } from '../../../src/core/video/picture.ts';

const size = { width: 480, height: 360 } as const;
type Color = readonly [number, number, number];
/** As BGR. */
const sky: readonly Color[] = [
  [124, 92, 52],
  [150, 118, 84],
  [164, 146, 128],
  [160, 168, 182],
  [150, 182, 226],
];
const sea: readonly Color[] = [
  [118, 98, 58],
  [104, 82, 44],
  [90, 68, 34],
];
const sun: Color = [140, 214, 255];
const glitter: Color = [140, 186, 224];
const rock: Color = [52, 40, 32];
const white: Color = [236, 240, 244];
const red: Color = [70, 74, 206];
const hull: Color = [60, 52, 150];
const horizon = 224;
/** The waterline of the rock that the lighthouse stands on. */
const waterline = 254;
const tower = { x: 92, top: 92, bottom: 236 } as const;
/** Pixels that the boat sails per picture. */
const speed = 2;

/** Returns a picture of the film, numbered from 1. */
export function harborPicture(number: number): Picture {
  const { width, height } = size;
  const pixels = new Uint8Array(pictureBytes(width, height, 'bgr'));
  const boat = 190 + ((number * speed) % 200);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set(colorAt(x, y, boat, number), 3 * (y * width + x));
  return { ...size, order: 'bgr', pixels };
}

function colorAt(x: number, y: number, boat: number, number: number): Color {
  return lighthouseAt(x, y) ?? boatAt(x - boat, y) ?? (y < horizon ? skyAt(x, y) : seaAt(x, y, number));
}

function skyAt(x: number, y: number): Color {
  if (Math.hypot(x - 340, y - 196) < 44) return sun;
  return sky[Math.floor((y * sky.length) / horizon)] ?? white;
}

function seaAt(x: number, y: number, number: number): Color {
  const depth = y - horizon;
  const wave = Math.sin(x / 17 + number / 3) + Math.sin(y * 1.7);
  const isGlitter = Math.abs(x - 340) < 46 - depth / 4 && depth % 9 < 3 && wave > 0.2;
  if (isGlitter) return glitter;
  return sea[Math.floor((depth + wave) / 46)] ?? sea[0] ?? white;
}

function lighthouseAt(x: number, y: number): Color | undefined {
  const across = Math.abs(x - tower.x);
  if (y < waterline && Math.hypot(across / 2.4, y - waterline) < 36) return rock;
  if (y < tower.top - 30 || y > tower.bottom) return undefined;
  if (y < tower.top - 18) return across < y - tower.top + 31 ? red : undefined;
  if (y < tower.top) return across < 9 ? sun : undefined;
  if (y < tower.top + 6) return across < 18 ? rock : undefined;
  if (across > 13 + (y - tower.top) / 18) return undefined;
  return Math.floor((y - tower.top - 6) / 27) % 2 === 0 ? white : red;
}

function boatAt(x: number, y: number): Color | undefined {
  if (y >= 256 && y < 274) return Math.abs(x) < 46 - (y - 256) ? hull : undefined;
  if (y < 150 || y >= 256) return undefined;
  if (Math.abs(x) < 2) return rock;
  if (y > 248) return undefined;
  if (x > 0) return x < (y - 154) * 0.46 ? white : undefined;
  return y > 166 && -x < (y - 166) * 0.34 ? white : undefined;
}
