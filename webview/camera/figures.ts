/** The camera page's figures on one line. */
import * as l10n from '@vscode/l10n';
import type { CameraTask } from '../../src/core/camera/cameraTask.ts';
import { defaultJpegQuality } from '../../src/core/video/video.ts';
import { frameCounts } from '../frameCounts.ts';
import type { Capture } from './capture/capture.ts';

/** `640 × 480 · JPEG 80 · 30 fps · 38 frames · 12 skipped` */
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
  // Line breaks are only allowed between two of them.
  return parts.map(part => part.replaceAll(' ', '\u00a0')).join(' · ');
}
