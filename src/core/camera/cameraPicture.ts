/** Pictures that a page with a camera delivers, and the check that they are what they claim to be. */
import { i420Bytes } from '../video/i420.ts';
import { encodedImage } from '../video/imageHeader.ts';
import type { CameraTask } from './cameraTask.ts';

export const cameraFormats = ['I420', 'RGBA', 'jpeg'] as const;

/**
 * `I420`: planes Y, U and V one after another without padding, U and V of half the width and height, rounded up (BT.601, limited range).
 * `RGBA`: four bytes per pixel. `jpeg`: a file.
 */
export interface CameraPicture {
  readonly format: (typeof cameraFormats)[number];
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** ms since the epoch, by the clock of the machine with the camera. */
  readonly capturedMs: number;
}

/** Bytes that JPEG stores besides the pixels: tables, and metadata that a browser adds. */
const maxJpegHeaderBytes = 64 * 1024;

/** Returns the size in bytes of the largest picture that satisfies a task. */
export function maxTaskPictureBytes({ width, height }: CameraTask): number {
  return width * height * 4 + maxJpegHeaderBytes;
}

/** @throws RangeError for a picture that doesn't match the task or its own description. */
export function checkPicture(picture: CameraPicture, task: CameraTask): void {
  const { format, width, height, bytes } = picture;
  if ((format === 'jpeg') !== (task.encoding === 'jpeg')) throw new RangeError(`${format} was not requested`);
  if (width !== task.width || height !== task.height) {
    throw new RangeError(`expected a picture of ${task.width}×${task.height}, received ${width}×${height}`);
  }
  if (format === 'jpeg') checkJpeg(bytes, task);
  else {
    const expected = format === 'I420' ? i420Bytes(width, height) : width * height * 4;
    if (bytes.length !== expected)
      throw new RangeError(`expected ${expected} bytes of ${format}, received ${bytes.length}`);
  }
}

function checkJpeg(bytes: Uint8Array, task: CameraTask): void {
  if (bytes.length > maxTaskPictureBytes(task))
    throw new RangeError(`a JPEG file of ${bytes.length} bytes is too large`);
  const image = encodedImage(bytes);
  const isOfSize = image?.width === task.width && image.height === task.height;
  if (image?.format !== 'jpeg' || image.isCut || !isOfSize) {
    throw new RangeError(`not a JPEG file of ${task.width}×${task.height}`);
  }
}
