/** The statistics on the camera page, on one line. */
import * as l10n from '@vscode/l10n';
import type { CameraTask } from '../../src/core/camera/cameraTask.ts';
import { defaultJpegQuality } from '../../src/core/video/video.ts';
import { frameCounts } from '../frameCounts.ts';
import type { Capture } from './capture/capture.ts';

/** Returns, for example, `640 × 480 · JPEG 80 · 30 frames per second · 4 skipped`. */
export function figures(
  { width, height, encoding, quality = defaultJpegQuality }: CameraTask,
  fps: number,
  { taken, skipped }: Pick<Capture, 'taken' | 'skipped'>,
): string {
  const parts = [
    `${width} × ${height}`,
    encoding === 'jpeg' ? `JPEG ${quality}` : l10n.t('raw'),
    l10n.t('{0} fps', fps),
    ...frameCounts(taken, skipped),
  ];
  // Allow line breaks only between the parts.
  return parts.map(part => part.replaceAll(' ', '\u00a0')).join(' · ');
}
