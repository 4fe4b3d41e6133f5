/** A size in px: of a picture, or of a part of the page. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
