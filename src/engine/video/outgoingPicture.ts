/** A picture being sent. It is created, encoded and prepared for pages only on request, and once for all requests. */
import type { Picture } from '../../core/video/picture.ts';
import { type I420Picture, scaledBgr } from '../../core/video/scaledBgr.ts';
import {
  defaultJpegQuality,
  type PictureFile,
  type VideoCodec,
  type VideoOptions,
  type VideoPicture,
} from '../../core/video/video.ts';
import { pickledPicture, prefixedPayload } from '../../core/video/writePicture.ts';
import type { Numbered } from './newest.ts';
import { pagePicture } from './pagePicture.ts';
import { encodeJpegOnThread } from './pictureThread.ts';
import { encodePng } from './png.ts';
import type { SourcePicture } from './sources/videoSource.ts';

/** A picture as encoded by the codec. */
export interface EncodedPicture {
  readonly width: number;
  readonly height: number;
  /** Parts to be written in order, beginning with the length. */
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
}

type Encode = (picture: SourcePicture, options: VideoOptions) => Promise<Omit<EncodedPicture, 'bytes'>>;

const encoders: Record<VideoCodec, Encode> = {
  pickle: async (picture, options) => {
    const { width, height } = options;
    const pixels = scaledBgr(await picture.pixels(), options);
    return { width, height, parts: pickledPicture({ width, height, order: 'bgr', pixels }) };
  },
  jpeg: async (picture, options) => {
    const { width, height, quality = defaultJpegQuality } = options;
    if (picture.jpeg) return { width: picture.width, height: picture.height, parts: [picture.jpeg] };
    return {
      width,
      height,
      parts: [await encodeJpegOnThread(scaledBgr(await picture.pixels(), options), options, quality)],
    };
  },
};

export class OutgoingPicture implements Numbered {
  readonly number: number;
  readonly source: SourcePicture;
  readonly #options: VideoOptions;
  #encoded: Promise<EncodedPicture> | undefined;
  #forPage: Promise<VideoPicture> | undefined;
  /** True once it was sent to a peer. */
  isSent = false;

  /** `like` is the previous picture: if it has the same source, its encoded bytes are reused. */
  constructor(number: number, source: SourcePicture, options: VideoOptions, like: OutgoingPicture | undefined) {
    this.number = number;
    this.source = source;
    this.#options = options;
    if (like?.source === source) this.#encoded = like.#encoded;
  }

  /** Returns the encoded picture. */
  get encoded(): Promise<EncodedPicture> {
    this.#encoded ??= encode(this.source, this.#options);
    return this.#encoded;
  }

  /** Returns the picture for a page, as received from its source. */
  get forPage(): Promise<VideoPicture> {
    this.#forPage ??= prepare(this.number, this.source);
    return this.#forPage;
  }

  async file(): Promise<PictureFile> {
    const { jpeg } = this.source;
    if (jpeg) return { bytes: exact(jpeg), mediaType: 'image/jpeg' };
    const picture = await this.source.pixels();
    return { bytes: await encodePng('planes' in picture ? bgrPicture(picture) : picture), mediaType: 'image/png' };
  }
}

async function encode(source: SourcePicture, options: VideoOptions): Promise<EncodedPicture> {
  const { parts, ...size } = await encoders[options.codec](source, options);
  const prefixed = prefixedPayload(parts, options.endian ?? 'little');
  return { ...size, parts: prefixed, bytes: prefixed.reduce((sum, part) => sum + part.length, 0) };
}

async function prepare(number: number, { width, height, jpeg, pixels }: SourcePicture): Promise<VideoPicture> {
  const about = { number, width, height };
  if (jpeg) return { ...about, bytes: exact(jpeg), format: 'encoded', mediaType: 'image/jpeg' };
  const picture = await pixels();
  if ('planes' in picture) return { ...about, bytes: exact(picture.planes), format: 'I420' };
  // Transparency isn't sent.
  return pagePicture(number, picture.order === 'rgba' || picture.order === 'bgra' ? bgrPicture(picture) : picture);
}

/** Returns the bytes in a buffer of their own, since posting a view would copy its whole buffer. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function bgrPicture(picture: Picture | I420Picture): Picture {
  const { width, height } = picture;
  return { width, height, order: 'bgr', pixels: scaledBgr(picture, picture) };
}
