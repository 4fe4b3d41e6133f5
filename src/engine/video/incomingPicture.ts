/** A received picture: decoded only when it is requested. */
import type { EncodedImage } from '../../core/video/imageHeader.ts';
import type { Picture } from '../../core/video/picture.ts';
import type { PictureFile, VideoPicture } from '../../core/video/video.ts';
import type { Numbered } from './newest.ts';
import { pagePicture } from './pagePicture.ts';
import { encodePng } from './png.ts';

export type Content = { readonly picture: Picture } | { readonly image: EncodedImage };

export class IncomingPicture implements Numbered {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** The received bytes. */
  readonly frame: Uint8Array;
  readonly #content: Content;
  #forPage: Promise<VideoPicture> | undefined;

  constructor(number: number, content: Content, frame: Uint8Array) {
    this.number = number;
    this.frame = frame;
    this.#content = content;
    const { width = 0, height = 0 } = 'picture' in content ? content.picture : content.image;
    this.width = width;
    this.height = height;
  }

  /** Returns the picture for a page, in its own size. */
  get forPage(): Promise<VideoPicture> {
    this.#forPage ??= this.#prepare();
    return this.#forPage;
  }

  /** Returns the exact pixels: encoded as received, otherwise as PNG. */
  async file(): Promise<PictureFile> {
    if ('picture' in this.#content) return { bytes: await encodePng(this.#content.picture), mediaType: 'image/png' };
    const { bytes, format } = this.#content.image;
    return { bytes: new Uint8Array(bytes), mediaType: `image/${format}` };
  }

  async #prepare(): Promise<VideoPicture> {
    const { number, width, height } = this;
    if ('picture' in this.#content) return pagePicture(number, this.#content.picture);
    const { bytes, format } = this.#content.image;
    // Copied, since posting a view would copy its whole buffer.
    const copy = new Uint8Array(bytes);
    return { number, width, height, bytes: copy, format: 'encoded', mediaType: `image/${format}` };
  }
}
