/** Jobs for the engine's picture thread. */
import type { Picture } from '../../core/video/picture.ts';

export type PictureJob =
  /** Encodes BGR rows as a JPEG file. */
  | {
      readonly kind: 'encodeJpeg';
      readonly bgr: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly quality: number;
    }
  /** Decodes the picture in a file. */
  | { readonly kind: 'decodeJpeg'; readonly file: Uint8Array }
  | { readonly kind: 'decodePng'; readonly file: Uint8Array };

export interface PictureResults {
  readonly encodeJpeg: Uint8Array;
  readonly decodeJpeg: Picture;
  readonly decodePng: Picture;
}

export interface ToPictureThread {
  readonly id: number;
  readonly job: PictureJob;
}

export type FromPictureThread = { readonly id: number } & (
  | { readonly result: PictureResults[PictureJob['kind']] }
  /** Why it failed, in English. */
  | { readonly problem: string }
);
