/** Fits a picture into another shape. */
import type { CameraKind } from '../../../src/core/camera/cameraTask.ts';
import type { Size } from '../../size.ts';

export interface Area extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * Returns where to draw the whole picture, preserving its proportions. A camera's picture fills the shape and is
 * cropped on both sides, as browsers do it; a screen is shown completely, between bars.
 */
export function fitPicture(kind: CameraKind, picture: Size, shape: Size): Area {
  const scales = [shape.width / picture.width, shape.height / picture.height];
  const scale = kind === 'camera' ? Math.max(...scales) : Math.min(...scales);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (shape.width - width) / 2, y: (shape.height - height) / 2, width, height };
}
