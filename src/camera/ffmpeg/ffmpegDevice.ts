/** A camera or a screen as ffmpeg reads it. */
import type { CameraKind } from '../../core/camera/cameraTask.ts';

export interface FfmpegDevice {
  readonly kind: CameraKind;
  /** Display name. */
  readonly name: string;
  /** ffmpeg's input format. */
  readonly format: 'v4l2' | 'x11grab' | 'avfoundation' | 'dshow' | 'gdigrab';
  /** Value of `-i`. */
  readonly target: string;
}
