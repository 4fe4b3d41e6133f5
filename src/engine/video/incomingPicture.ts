/** One picture that came: decoded only when somebody wants to see it. */
import { i420Bytes, toI420 } from '../../core/video/i420.ts';
import type { EncodedImage } from '../../core/video/imageHeader.ts';
import { type Picture, pictureBytes } from '../../core/video/picture.ts';
import { toRgba } from '../../core/video/rgba.ts';
import type { PictureFile, VideoPicture } from '../../core/video/video.ts';
import type { Numbered } from './newest.ts';
import { encodePng } from './png.ts';

export type Content = { readonly picture: Picture } | { readonly image: EncodedImage };

export class IncomingPicture implements Numbered {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** All that came of it. */
  readonly frame: Uint8Array;
  readonly #content: Content;
  #shown: VideoPicture | undefined;

  constructor(number: number, content: Content, frame: Uint8Array) {
    this.number = number;
    this.frame = frame;
    this.#content = content;
    const { width = 0, height = 0 } = 'picture' in content ? content.picture : content.image;
    this.width = width;
    this.height = height;
  }

  /** For the screen: encoded as it came, RGBA where there is alpha, else I420. */
  get shown(): VideoPicture {
    this.#shown ??= this.#show();
    return this.#shown;
  }

  /** With the very pixels: encoded as it came, else as PNG. */
  async file(): Promise<PictureFile> {
    if ('picture' in this.#content) return { bytes: await encodePng(this.#content.picture), mediaType: 'image/png' };
    const { bytes, format } = this.#content.image;
    return { bytes: new Uint8Array(bytes), mediaType: `image/${format}` };
  }

  #show(): VideoPicture {
    const { number, width, height } = this;
    const about = { number, width, height };
    if ('image' in this.#content) {
      const { bytes, format } = this.#content.image;
      // A copy: the whole buffer would cross the message port, not only what is seen of it.
      return { ...about, bytes: new Uint8Array(bytes), format: 'encoded', mediaType: `image/${format}` };
    }
    const { picture } = this.#content;
    if (picture.order === 'bgra' || picture.order === 'rgba') {
      const bytes = new Uint8Array(pictureBytes(width, height, 'rgba'));
      toRgba(picture, bytes);
      return { ...about, bytes, format: 'RGBA' };
    }
    const bytes = new Uint8Array(i420Bytes(width, height));
    toI420(picture, bytes, 'bt601');
    return { ...about, bytes, format: 'I420' };
  }
}
