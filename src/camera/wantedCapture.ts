/** The camera or screen that feeds a new video, and how it is captured. */
import type { CameraKind } from '../core/camera/cameraTask.ts';
import type { SendTarget } from '../core/endpointSnapshot.ts';
import type { VideoOptions } from '../core/video/video.ts';
import type { CaptureMethodId } from './captureMethodOutlines.ts';

export interface WantedCapture {
  readonly endpoint: string;
  readonly kind: CameraKind;
  readonly options: Omit<VideoOptions, 'source'>;
  readonly target?: SendTarget | undefined;
  /** Way to capture; by default, the first that works. */
  readonly method?: CaptureMethodId | undefined;
  /** The camera's name, for ffmpeg. */
  readonly device?: string | undefined;
}
