/** Prepares pictures for a page: small, since they pass through three processes and, in the browser, a network. */
import { i420Bytes, toI420 } from '../../core/video/i420.ts';
import { type Picture, pictureBytes } from '../../core/video/picture.ts';
import { toRgba } from '../../core/video/rgba.ts';
import type { VideoPicture } from '../../core/video/video.ts';
import { canBeJpeg } from './jpegTurbo.ts';
import { encodeJpegOnThread } from './pictureThread.ts';

/** Minimum number of pixels for JPEG: smaller pictures are small without it. */
const minJpegPixels = 320 * 240;
/** JPEG quality at which no difference is visible. */
const quality = 90;

/** Returns RGBA if there is alpha, JPEG for large color pictures, otherwise I420. */
export async function pagePicture(number: number, picture: Picture): Promise<VideoPicture> {
  const { width, height, order } = picture;
  const about = { number, width, height };
  if (order === 'bgra' || order === 'rgba') {
    const bytes = new Uint8Array(pictureBytes(width, height, 'rgba'));
    toRgba(picture, bytes);
    return { ...about, bytes, format: 'RGBA' };
  }
  if (order === 'bgr' && width * height >= minJpegPixels && canBeJpeg(picture)) {
    const bytes = await encodeJpegOnThread(picture.pixels, picture, quality);
    return { ...about, bytes, format: 'encoded', mediaType: 'image/jpeg' };
  }
  const bytes = new Uint8Array(i420Bytes(width, height));
  toI420(picture, bytes, 'bt601');
  return { ...about, bytes, format: 'I420' };
}
