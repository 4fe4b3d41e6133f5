/** How a picture is drawn into another shape. */
import type { CameraKind } from '../../../src/core/camera/cameraTask.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Area extends Size {
  readonly x: number;
  readonly y: number;
}

/**
 * Where to draw the whole of a picture, its proportions kept. A camera's fills the shape, and what is too much is cut off on both
 * sides, as browsers do themselves; of a screen all is shown, between bars.
 */
export function fitPicture(kind: CameraKind, picture: Size, shape: Size): Area {
  const scales = [shape.width / picture.width, shape.height / picture.height];
  const scale = kind === 'camera' ? Math.max(...scales) : Math.min(...scales);
  const [width, height] = [picture.width * scale, picture.height * scale];
  return { x: (shape.width - width) / 2, y: (shape.height - height) / 2, width, height };
}
