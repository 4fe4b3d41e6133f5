/** Describes the pictures to be delivered by the page that has the camera or screen: the panel's or the camera page. */
import { defaultJpegQuality } from '../video/video.ts';

export const cameraKinds = ['camera', 'screen'] as const;
export type CameraKind = (typeof cameraKinds)[number];

/** `I420`: raw pictures, which a screen may also deliver in RGBA; `jpeg`: files. */
export type CameraEncoding = 'I420' | 'jpeg';

/** Longest side in pixels: no camera delivers more, and a message would be too large. */
export const maxCameraSide = 4096;
export const maxCameraFps = 120;

export interface CameraTask {
  /** Purpose of the pictures: the endpoint's name and address. */
  readonly title: string;
  readonly kind: CameraKind;
  /** Size of each picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Maximum number of pictures per second. */
  readonly fps: number;
  readonly encoding: CameraEncoding;
  /** JPEG quality, 1 to 100; `defaultJpegQuality` if absent. */
  readonly quality?: number;
}

/** @throws RangeError for a size, rate or quality that no camera has. */
export function checkCameraTask({ width, height, fps, quality = defaultJpegQuality }: CameraTask): void {
  for (const [name, value, max] of [
    ['width', width, maxCameraSide],
    ['height', height, maxCameraSide],
    ['quality', quality, 100],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > max) throw new RangeError(`${name} must be 1 to ${max}`);
  }
  if (!(fps > 0 && fps <= maxCameraFps)) throw new RangeError(`fps must be above 0 and at most ${maxCameraFps}`);
}
