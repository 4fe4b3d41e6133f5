/** What the engine has its thread for pictures do. */
import type { Picture } from '../../core/video/picture.ts';

export type PictureJob =
  /** Gives a JPEG file of BGR rows. */
  | {
      readonly kind: 'encodeJpeg';
      readonly bgr: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly quality: number;
    }
  /** Give the picture in a file. */
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
  /** Why there is none, in English. */
  | { readonly problem: string }
);
