/** Checks the options of a requested video. */
import { minPatternHeight, minPatternWidth } from '../../core/video/testPatternLayout.ts';
import { defaultJpegQuality, type VideoOptions } from '../../core/video/video.ts';
import { minJpegSide } from './jpegTurbo.ts';

/** Maximum width and height: a BGR picture of this size takes 192 MiB. */
const maxSide = 8192;
const maxFps = 240;

/** @throws RangeError for options that can't be used. */
export function checkVideoOptions({
  width,
  height,
  fps,
  quality = defaultJpegQuality,
  source,
  codec,
}: VideoOptions): void {
  const isTestPattern = source.kind === 'test-pattern';
  const least = codec === 'jpeg' ? minJpegSide : 1;
  checkInteger('width', width, isTestPattern ? minPatternWidth : least, maxSide);
  checkInteger('height', height, isTestPattern ? minPatternHeight : least, maxSide);
  checkInteger('quality', quality, 1, 100);
  if (!(fps > 0 && fps <= maxFps)) throw new RangeError(`fps must be above 0 and at most ${maxFps}`);
}

function checkInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be a whole number from ${least} to ${most}`);
}
