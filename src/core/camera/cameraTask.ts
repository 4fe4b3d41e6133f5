/** What is asked of whoever has the user's camera or screen: the panel's page, or the camera page. */
import { defaultJpegQuality } from '../video/video.ts';

export const cameraKinds = ['camera', 'screen'] as const;
export type CameraKind = (typeof cameraKinds)[number];

/** `I420`: raw pictures, of a screen also in RGBA; `jpeg`: files. */
export type CameraEncoding = 'I420' | 'jpeg';

/** In pixels, of one side: more no camera gives, and a message would be too large. */
export const maxCameraSide = 4096;
export const maxCameraFps = 120;

export interface CameraTask {
  /** What the pictures are for: the endpoint's name and address. */
  readonly title: string;
  readonly kind: CameraKind;
  /** In pixels, of each picture. */
  readonly width: number;
  readonly height: number;
  /** Pictures a second, at most. */
  readonly fps: number;
  readonly encoding: CameraEncoding;
  /** Of JPEG, 1 to 100; `defaultJpegQuality` when absent. */
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
