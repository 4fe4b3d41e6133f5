/** Draws a picture on a canvas, which takes the picture's size. */
import { videoColorSpace } from '../../src/core/video/i420.ts';
import type { VideoPicture } from '../../src/core/video/video.ts';
import { i420ToRgba } from './i420ToRgba.ts';

/** Color space of I420, as in `VideoPicture`. */
const colorSpace = videoColorSpace('bt601');

/** Rejects if the browser can't read an encoded picture. */
export async function paintPicture(canvas: HTMLCanvasElement, picture: VideoPicture): Promise<void> {
  const drawable = picture.format === 'encoded' ? await decoded(picture.bytes, picture.mediaType) : undefined;
  const { width, height } = drawable ?? picture;
  // Setting a canvas's size clears it, even if the size is the same.
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D context');
  if (drawable) drawOver(context, drawable);
  else if (picture.format === 'I420' && typeof VideoFrame !== 'undefined') drawOver(context, frameOf(picture));
  else context.putImageData(new ImageData(rgbaOf(picture), width, height), 0, 0);
}

function rgbaOf({ format, bytes, width, height }: VideoPicture): Uint8ClampedArray<ArrayBuffer> {
  return format === 'I420' ? i420ToRgba(bytes, { width, height }) : new Uint8ClampedArray(bytes);
}

/** Replaces the previous contents, which would show through transparent pixels. */
function drawOver(context: CanvasRenderingContext2D, drawable: ImageBitmap | VideoFrame): void {
  context.globalCompositeOperation = 'copy';
  context.drawImage(drawable, 0, 0);
  drawable.close();
}

function decoded(bytes: Uint8Array, type: string): Promise<ImageBitmap> {
  return createImageBitmap(new Blob([bytes as BlobPart], { type }));
}

function frameOf({ bytes, width, height }: VideoPicture): VideoFrame {
  const size = { codedWidth: width, codedHeight: height };
  return new VideoFrame(bytes as BufferSource, { format: 'I420', ...size, timestamp: 0, colorSpace });
}
